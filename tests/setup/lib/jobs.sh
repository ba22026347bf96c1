# Work side by side: each job writes to build/logs/setup-NAME.log and is reported when it ends.
job_names=()
job_ids=()

stop_jobs() {
  local id
  for id in "${job_ids[@]}"; do kill -- "-$id" 2>/dev/null || true; done
}

# start_job NAME COMMAND...: each in a process group of its own, so that an interrupt ends all of it
start_job() {
  say "$1: begins"
  set -m
  "${@:2}" >"$logs/setup-$1.log" 2>&1 </dev/null &
  set +m
  job_names+=("$1")
  job_ids+=($!)
}

last_line() { tail -c 300 "$1" | tr '\r' '\n' | grep -v '^ *$' | tail -n 1 | cut -c1-100; }

finish_job() {
  local name=$1 id=$2
  if wait "$id"; then
    printf '   [%4ds] %s: done\n' "$SECONDS" "$name"
  else
    printf '   %s failed; the end of %s:\n' "$name" "$logs/setup-$name.log" >&2
    tail -n 20 "$logs/setup-$name.log" >&2
    failed=1
  fi
}

wait_for_jobs() {
  local failed=0 told=$SECONDS at
  while ((${#job_ids[@]} > 0)); do
    for at in "${!job_ids[@]}"; do
      kill -0 "${job_ids[at]}" 2>/dev/null && continue
      finish_job "${job_names[at]}" "${job_ids[at]}"
      unset "job_names[at]" "job_ids[at]"
    done
    if ((SECONDS - told >= 10)); then
      told=$SECONDS
      for at in "${!job_ids[@]}"; do
        printf '   [%4ds] %s: %s\n' "$SECONDS" "${job_names[at]}" \
          "$(last_line "$logs/setup-${job_names[at]}.log")"
      done
    fi
    sleep 0.2
  done
  if ((failed > 0)); then
    printf '\nThe set-up failed, as told above. Run the same command again: it goes on where it stopped.\n' >&2
    exit 1
  fi
}
