/** English as people write it, of English as it is heard. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { english } from '../../dist/english.js';

const cases = {
  numbers: [
    ['i have twenty five apples and one pear', 'I have 25 apples and one pear'],
    ['two hundred and five', '205'],
    ['twelve hundred', '1200'],
    ['five million three hundred thousand two hundred and one', '5,300,201'],
    ['three hundred thousand', '300,000'],
    ['it is a million miles', 'It is a million miles'],
    ['a hundred and five', '105'],
    ['minus five degrees', '-5 degrees'],
    ['three point one four', '3.14'],
    ['one of them', 'One of them'],
    ['zero', '0'],
    ['see page five', 'See page 5'],
    ['point and thousand and', 'Point and thousand and'],
    ['double', 'Double'],
  ],
  'digits of telephones and codes': [
    ['call four one five five five five oh one two three', 'Call 4155550123'],
    ['double seven nine', '779'],
    ['oh no', 'Oh no'],
    ['five hundred', '500'],
    ['one two hundred', 'One 200'],
  ],
  'years and dates': [
    ['in nineteen eighty four', 'In 1984'],
    ['nineteen oh five', '1905'],
    ['in twenty twenty six', 'In 2026'],
    ['two thousand and five', '2005'],
    ['may first', 'May 1st'],
    ['the twenty first of may', 'The 21st of May'],
    ['i may go on friday', 'I may go on Friday'],
    ['march forward', 'March forward'],
    ['first of all', 'First of all'],
    ['the twelfth the twenty second and the thirteenth', 'The 12th the 22nd and the 13th'],
  ],
  times: [
    ['half past three', '3:30'],
    ['quarter to one', '12:45'],
    ['twenty minutes to nine', '8:40'],
    ["three o'clock", '3:00'],
    ['ten fifteen am', '10:15 am'],
    ['seven p m', '7 pm'],
    ['at ten oh five', 'At 10:05'],
    ['half to three', 'Half to three'],
    ['i am ten am i', 'I am 10 am I'],
  ],
  amounts: [
    ['twenty five dollars', '$25'],
    ['five dollars and ten cents', '$5.10'],
    ['three pounds fifty', '£3.50'],
    ['three pounds of flour', 'Three pounds of flour'],
    ['two point five million euros', '€2.5 million'],
    ['one dollar', '$1'],
    ['ninety nine point nine percent', '99.9%'],
    ['ten per cent', '10%'],
    ['five dollars and a pear', '$5 and a pear'],
    ['five constructor past three constructor', 'Five constructor past three constructor'],
    ['constructor past three', 'Constructor past three'],
  ],
};

for (const [what, pairs] of Object.entries(cases)) {
  test(what, () => {
    const write = english();
    for (const [heard, written] of pairs) assert.equal(write(heard), written);
  });
}

test('every number up to a hundred thousand that is spelt out is found again', () => {
  const write = english();
  for (let value = 10; value < 100_000; value += value < 2000 ? 1 : 37)
    assert.equal(write(spelt(value)).replace(',', ''), String(value), spelt(value));
});

const below20 = [
  ...['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
  ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

function spelt(value) {
  if (value < 20) return below20[value];
  if (value < 100) return `${tens[Math.floor(value / 10) - 2]} ${below20[value % 10]}`.trim();
  const [unit, name] = value < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  return `${spelt(Math.floor(value / unit))} ${name} ${spelt(value % unit)}`.trim();
}

test('spoken punctuation is written where it is asked for', () => {
  const heard =
    'hello comma world period new line how are you question mark open quote well close quote dash semicolon';
  assert.equal(english({ punctuation: true })(heard), 'Hello, world.\nHow are you? “Well” –;');
  assert.equal(english()('the period comma'), 'The period comma');
});

test('each rule can be left out', () => {
  const heard = 'i said twenty comma ok';
  assert.equal(english({ numbers: false })(heard), 'I said twenty comma ok');
  assert.equal(english({ sentences: false })(heard), 'i said 20 comma ok');
  assert.equal(english({ sentences: false, numbers: false })(heard), heard);
  assert.equal(english()(''), '');
});

test('swear words and words of the caller are masked as wholes', () => {
  assert.equal(english({ mask: true })('that shit was a scunthorpe'), 'That s*** was a scunthorpe');
  assert.equal(english({ mask: ['darn', 'heck'] })('darn it shit'), 'D*** it shit');
});

test('wrong options are refused', () => {
  for (const options of [7, [], { numbers: 1 }, { punctuation: 'x' }, { mask: 3 }, { mask: [1] }])
    assert.throws(() => english(options), { code: 'invalid_option' });
});
