/** Keeps the page for use without a connection and says when there is none. */
export function watchConnection(): void {
  const note = document.getElementById('connection');
  const show = () => {
    if (note)
      note.textContent = navigator.onLine
        ? ''
        : 'Offline: lines and models used before still work.';
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    void navigator.serviceWorker.register('/service_worker.js').catch(() => undefined);
  }
}
