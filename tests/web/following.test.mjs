/** Lines that are followed from picture to picture, and pictures that are worth reading; without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { source } from './source.mjs';

const { similarity } = await source('ocr/watch/similarity');
const { shiftOf } = await source('ocr/watch/shift');
const { vote } = await source('ocr/watch/vote');
const { Follower } = await source('ocr/watch/follower');
const { difference, Interest } = await source('video/interest');

const letter = 10; // pixels
const height = 20;

/** A line whose letters are all equally wide. */
function line(text, { left = 0, top = 0, confidence = 95, sameLine = false } = {}) {
  let end = 0;
  const boxOf = (from, to) => ({
    left: left + letter * from,
    top,
    right: left + letter * to,
    bottom: top + height,
  });
  const words = text.split(/ +/).map((word) => {
    const start = text.indexOf(word, end);
    end = start + word.length;
    const symbols = [...word].map((text, i) => {
      return { text, confidence, box: boxOf(start + i, start + i + 1) };
    });
    const box = boxOf(start, end);
    return { text: word, confidence, box, fromDictionary: true, symbols };
  });
  const box = boxOf(0, text.length);
  const corner = (x, y) => ({ x, y });
  const polygon = [
    corner(box.left, box.top),
    corner(box.right, box.top),
    corner(box.right, box.bottom),
    corner(box.left, box.bottom),
  ];
  const baseline = [polygon[3], polygon[2]];
  return { text, confidence, words, box, polygon, baseline, sameLine };
}

/** A page of paragraphs in one block. */
function page(...paragraphs) {
  const boxed = paragraphs.map((lines) => ({ box: lines[0].box, lines }));
  return {
    text: 'as it was read',
    confidence: 90,
    blocks: boxed.length > 0 ? [{ box: boxed[0].box, paragraphs: boxed }] : [],
    lines: paragraphs.flat(),
    orientation: 0,
    slope: 0,
    width: 640,
    height: 480,
    milliseconds: 1,
  };
}

const texts = ({ lines }) => lines.map(({ text }) => text);
const ids = ({ lines }) => lines.map(({ id }) => id);

test('likeness is the share of characters that two texts have in common', () => {
  assert.equal(similarity('', ''), 1);
  assert.equal(similarity('abcd', 'abcd'), 1);
  assert.equal(similarity('abcd', 'abed'), 0.75);
  assert.equal(similarity('abc', 'abcd'), 0.75);
  assert.equal(similarity('kitten', 'sitting'), 1 - 3 / 7);
  assert.equal(similarity('abc', ''), 0);
  assert.equal(similarity('日本語文', '日本語'), 0.75);
});

test('very long texts are compared in a moment', () => {
  const began = performance.now();
  similarity('ab'.repeat(1e6), 'ba'.repeat(1e6));
  assert.ok(performance.now() - began < 5000);
});

test('the way of the picture is what most words say', () => {
  const before = [line('one two three four'), line('five seven five', { top: 40 })];
  const after = [
    line('one two three four', { left: 31, top: 7 }),
    line('seven five five', { left: 30, top: 47 }),
  ];
  const { dx, dy } = shiftOf(before, after);
  assert.ok(Math.abs(dx - 31) < 2 && Math.abs(dy - 7) < 2, `${dx} ${dy}`);
  assert.deepEqual(shiftOf(before, [line('nothing alike')]), { dx: 0, dy: 0 });
  assert.deepEqual(shiftOf([], []), { dx: 0, dy: 0 });
});

test('words are elected by their confidence, at the place of the newest reading', () => {
  const elected = vote([
    line('the quick br0wn fox', { left: 5, top: 3, confidence: 60 }),
    line('tne quick brown fox', { confidence: 90 }),
    line('the quick brown f0x', { confidence: 80 }),
  ]);
  assert.equal(elected.text, 'the quick brown fox');
  assert.deepEqual(
    elected.words.map(({ box }) => box.left),
    [5, 45, 105, 165],
  );
  assert.ok(elected.words.every(({ box, symbols }) => box.top === 3 && symbols[0].box.top === 3));
});

test('a word that one reading lost or split stays, one that only it has goes', () => {
  const good = line('pay within ten days');
  assert.equal(vote([line('pay within days'), good, good]).text, 'pay within ten days');
  assert.equal(vote([line('pay with in ten days'), good, good]).text, 'pay within ten days');
  assert.equal(vote([line('pay within ten days |'), good, good]).text, 'pay within ten days');
  assert.equal(vote([line('within ten days'), good, good]).text, 'pay within ten days');
});

test('words that a reading ran together or split are taken from one reading, not doubled', () => {
  const together = line('orders Stillopen today', { confidence: 70 });
  const apart = line('orders Still open today', { confidence: 95 });
  assert.equal(vote([together, together, apart]).text, 'orders Stillopen today');
  assert.equal(vote([together, apart, apart]).text, 'orders Still open today');
});

test('what a few readings say is not mixed with what is quite another text', () => {
  const [old, fresh] = [line('platform nine'), line('all trains late today')];
  assert.equal(vote([fresh, old, old]).text, 'platform nine');
  assert.equal(vote([fresh, fresh, old]).text, 'all trains late today');
});

test('lines keep their ids while they move, and a bad reading does not show', () => {
  const follower = new Follower();
  const first = follower.follow(
    page([line('first line here'), line('second line there', { top: 40 })]),
  );
  const moved = { left: 33, top: 41 }; // the first is where the second was
  const second = follower.follow(
    page([
      line('first line here', moved),
      line('sec0nd lime there', { ...moved, top: 81, confidence: 50 }),
    ]),
  );
  assert.deepEqual(ids(second), ids(first));
  assert.deepEqual(texts(second), ['first line here', 'second line there']);
  assert.equal(second.text, 'first line here\nsecond line there');
  assert.equal(second.lines[1].box.top, 81);
});

test('lines that one reading took for one stay two, and the reverse', () => {
  const apart = [line('Sold today'), line('Still open', { left: 300, sameLine: true })];
  const together = [line('Sold today' + ' '.repeat(20) + 'Still open')];
  for (const [usual, other] of [
    [apart, together],
    [together, apart],
  ]) {
    const follower = new Follower();
    const others = ['a heading', 'some words', 'more of them'].map((text, i) =>
      line(text, { top: 100 + 40 * i }),
    );
    const read = (lines) => follower.follow(page([...lines, ...others]));
    read(usual);
    const before = read(usual);
    const between = read(other);
    assert.deepEqual(texts(between).toSorted(), texts(before).toSorted());
    assert.deepEqual(texts(read(usual)), texts(before));
  }
});

test('a text that changes is shown after some readings, under its id', () => {
  const follower = new Follower();
  const read = (clock) =>
    follower.follow(page([line('departures today'), line(`time is ${clock}`, { top: 40 })]));
  const [, id] = ids(read('10:41'));
  read('10:41');
  const shown = Array.from({ length: 5 }, () => read('10:42'));
  assert.equal(texts(shown.at(-1))[1], 'time is 10:42');
  assert.equal(ids(shown.at(-1))[1], id);
  const changes = shown.filter((page, i) => i > 0 && texts(page)[1] !== texts(shown[i - 1])[1]);
  assert.ok(changes.length <= 1);
});

test('a line that a reading misses stays in its place for a while, then goes', () => {
  const follower = new Follower();
  const all = [
    line('alpha beta gamma'),
    line('delta epsilon zeta', { top: 40 }),
    line('eta theta iota', { top: 80 }),
  ];
  const paragraphs = [[all[0], all[1]], [all[2]]];
  const whole = follower.follow(page(...paragraphs));
  assert.equal(whole.text, 'alpha beta gamma\ndelta epsilon zeta\n\neta theta iota');
  for (const missing of [0, 1, 2]) {
    const rest = paragraphs.map((lines) => lines.filter((one) => one !== all[missing]));
    const partly = follower.follow(page(...rest.filter(({ length }) => length > 0)));
    assert.equal(partly.text, whole.text);
    assert.deepEqual(ids(partly), ids(whole));
    follower.follow(page(...paragraphs));
  }
  for (let reading = 0; reading < 2; reading++)
    assert.equal(follower.follow(page()).text, whole.text);
  assert.equal(follower.follow(page()).text, '');
});

test('another page shows at once, without the lines of the one before', () => {
  const follower = new Follower();
  const before = follower.follow(page([line('alpha beta gamma'), line('delta eps', { top: 40 })]));
  const after = follower.follow(page([line('quite different'), line('things here', { top: 42 })]));
  assert.deepEqual(texts(after), ['quite different', 'things here']);
  assert.ok(ids(after).every((id) => !ids(before).includes(id)));
});

test('what leaves the picture is gone', () => {
  const follower = new Follower();
  const lines = (top) => [
    line('upper line of text', { top }),
    line('lower line of text', { top: top + 40 }),
  ];
  follower.follow(page(lines(0)));
  const after = follower.follow(page([lines(-40)[1]]));
  assert.deepEqual(texts(after), ['lower line of text']);
});

test('cells of a table stay a tab apart', () => {
  const cells = [line('price'), line('11.90', { left: 200, sameLine: true })];
  assert.equal(new Follower().follow(page(cells)).text, 'price\t11.90');
});

test('a thousand lines are followed in a moment', () => {
  const follower = new Follower();
  const many = (left) =>
    page(Array.from({ length: 1000 }, (_, i) => line(`line number ${i}`, { left, top: 30 * i })));
  follower.follow(many(0));
  const began = performance.now();
  assert.equal(follower.follow(many(4)).lines.length, 1000);
  assert.ok(performance.now() - began < 10_000);
});

/** A glimpse of grey values by place. */
function glimpse(greyAt, width = 64, height = 36) {
  const grey = Array.from({ length: width * height }, (_, i) =>
    greyAt(i % width, Math.floor(i / width)),
  );
  return { grey, width, height };
}

/** Numbers of -1 to 1 that look random. */
function noise(seed) {
  let state = seed;
  return () => {
    state = (1103515245 * state + 12345) % 2 ** 31;
    return state / 2 ** 30 - 1;
  };
}

const noisy = (seed) => {
  const random = noise(seed);
  return glimpse((x, y) => ((x + y) % 7) * 20 + 4 * random());
};

test('noise and light change little, a word or a move much', () => {
  const plain = glimpse((x, y) => ((x + y) % 7) * 20);
  assert.equal(difference(plain, plain), 0);
  assert.ok(difference(noisy(1), noisy(2)) < 6);
  assert.ok(
    difference(
      plain,
      glimpse((x, y) => ((x + y) % 7) * 20 + 30),
    ) < 0.01,
  );
  const word = (x, y) => (x > 30 && x < 36 && y > 20 && y < 24 ? 120 : 0);
  assert.ok(
    difference(
      plain,
      glimpse((x, y) => ((x + y) % 7) * 20 + word(x, y)),
    ) > 6,
  );
  assert.ok(
    difference(
      plain,
      glimpse((x, y) => ((x + y + 1) % 7) * 20),
    ) > 6,
  );
  assert.equal(
    difference(
      plain,
      glimpse(() => 0, 36, 64),
    ),
    Infinity,
  );
});

test('what stands still is read ever less often, what does not change at all once', () => {
  const taken = (lookAt) => {
    const interest = new Interest();
    const times = [];
    for (let time = 0; time < 30_000; time += 100)
      if (interest.takes(lookAt(time), time)) times.push(time);
    return times;
  };
  assert.deepEqual(
    taken((time) => noisy(time + 1)),
    [0, 500, 1500, 3500, 7500],
  );
  assert.deepEqual(
    taken(() => noisy(1)),
    [0],
  );
  const moves = taken((time) => (time === 20_000 ? glimpse(() => 0) : noisy(time + 1)));
  assert.deepEqual(moves.slice(5, 8), [20_000, 20_100, 20_600]);
});
