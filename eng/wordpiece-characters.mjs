// Writes src/MedAiNlp/Features/WordPiece/bert-characters.tsv: what the Hugging Face tokenizers library (Rust) does with
// every Unicode code point, asked of the library itself, so that its versions of the Unicode tables are ours too.
//
//     mkdir /tmp/reference && cd /tmp/reference && npm install tokenizers@0.23.2
//     node eng/wordpiece-characters.mjs /tmp/reference > src/MedAiNlp/Features/WordPiece/bert-characters.tsv
//
// Lines: kind, first code point, last code point (hexadecimal), value.
//   drop   what clean_text removes               space  what counts as white space (after drop: U+000B is both)
//   punct  what BertPreTokenizer isolates        mark   what strip_accents removes after NFD
//   word   \w of single_word                     lower  the lower-case form of each, or +N: each plus N
//   nfd    the full canonical decomposition, Hangul syllables left out
//   order  rank of the canonical combining class, 1 and up; equal classes have equal ranks

import { createRequire } from 'node:module';
import { join } from 'node:path';

const { Tokenizer } = createRequire(join(process.argv[2], 'x.js'))('tokenizers');

// A Unigram model without pieces gives the normalised text back as its one unknown token.
const normalizing = normalizer => Tokenizer.fromString(JSON.stringify({
  version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer, pre_tokenizer: null, post_processor: null,
  decoder: null, model: { type: 'Unigram', unk_id: 0, vocab: [['<unk>', 0]], byte_fallback: false },
}));
const bert = options => normalizing({ type: 'BertNormalizer', clean_text: false, handle_chinese_chars: false, strip_accents: false, lowercase: false, ...options });

// WordPiece that knows nothing: the number of tokens shows the splits.
const splitting = (added_tokens = []) => Tokenizer.fromString(JSON.stringify({
  version: '1.0', truncation: null, padding: null, added_tokens, normalizer: null, pre_tokenizer: { type: 'BertPreTokenizer' }, post_processor: null,
  decoder: null, model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: { '[UNK]': 0 } },
}));

const all = [];
for (let c = 0; c <= 0x10ffff; c++)
  if (c < 0xd800 || c > 0xdfff)
    all.push(c);

async function ask(tokenizer, texts, answer) {
  const answers = [];
  for (let i = 0; i < texts.length; i += 65536)
    for (const e of await tokenizer.encodeBatch(texts.slice(i, i + 65536), { addSpecialTokens: false }))
      answers.push(answer(e));
  return answers;
}
const text = e => e.getTokens().join('');
const framed = c => `a${String.fromCodePoint(c)}b`;
const inner = s => s.slice(1, -1);
const hex = c => c.toString(16).toUpperCase().padStart(4, '0');
const lines = [];

function ranges(kind, has) {
  for (let i = 0; i < all.length;) {
    if (!has(i)) { i++; continue; }
    let j = i;
    while (j + 1 < all.length && all[j + 1] === all[j] + 1 && has(j + 1)) j++;
    lines.push([kind, hex(all[i]), hex(all[j])]);
    i = j + 1;
  }
}

const frames = all.map(framed);
const cleaned = await ask(bert({ clean_text: true }), frames, text);
ranges('drop', i => inner(cleaned[i]) === '');

const pieces = await ask(splitting(), frames, e => e.getIds().length);
ranges('space', i => pieces[i] === 2);
ranges('punct', i => pieces[i] === 3);
for (let i = 0; i < all.length; i++)
  if (inner(cleaned[i]) !== '' && (inner(cleaned[i]) === ' ') !== (pieces[i] === 2)) throw new Error(`${hex(all[i])} is white space for one part only`);

const decomposed = await ask(normalizing({ type: 'NFD' }), frames, text);
const stripped = await ask(bert({ strip_accents: true }), frames, text);
const codes = s => Array.from(s, c => c.codePointAt(0));
const isMark = new Set(all.filter((c, i) => inner(decomposed[i]) === String.fromCodePoint(c) && inner(stripped[i]) === ''));
ranges('mark', i => isMark.has(all[i]));
for (let i = 0; i < all.length; i++)
  if (inner(stripped[i]) !== String.fromCodePoint(...codes(inner(decomposed[i])).filter(c => !isMark.has(c)))) throw new Error(`${hex(all[i])}: accents are not stripped one by one`);

const single = splitting([{ id: 1, content: '[W]', single_word: true, lstrip: false, rstrip: false, normalized: false, special: true }]);
const beside = await ask(single, all.map(c => `${String.fromCodePoint(c)}[W]`), e => e.getIds().includes(1));
ranges('word', i => !beside[i]);

const lowered = await ask(bert({ lowercase: true }), frames, text);
for (let i = 0; i < all.length;) {
  const to = codes(inner(lowered[i]));
  if (to.length === 1 && to[0] === all[i]) { i++; continue; }
  const by = to.length === 1 ? to[0] - all[i] : 0;
  let j = i;
  while (by !== 0 && j + 1 < all.length && all[j + 1] === all[j] + 1 && inner(lowered[j + 1]) === String.fromCodePoint(all[j + 1] + by)) j++;
  lines.push(['lower', hex(all[i]), hex(all[j]), j > i ? (by > 0 ? `+${by}` : `${by}`) : to.map(hex).join(' ')]);
  i = j + 1;
}

for (let i = 0; i < all.length; i++)
  if ((all[i] < 0xac00 || all[i] > 0xd7a3) && inner(decomposed[i]) !== String.fromCodePoint(all[i]))
    lines.push(['nfd', hex(all[i]), hex(all[i]), codes(inner(decomposed[i])).map(hex).join(' ')]);

// Two marks swap when the class of the first is higher. U+0334 has the lowest class, 1, and U+0345 the highest, 240.
const nfd = normalizing({ type: 'NFD' });
const s = String.fromCodePoint;
const afterTilde = await ask(nfd, all.map(c => `a${s(c)}\u0334b`), text);
const beforeIota = await ask(nfd, all.map(c => `a\u0345${s(c)}b`), text);
const whole = i => inner(decomposed[i]) === s(all[i]);
const ranked = all.filter((c, i) => whole(i) && (afterTilde[i] === `a\u0334${s(c)}b` || beforeIota[i] === `a${s(c)}\u0345b`));
const swaps = async (a, b) => a !== b && (await ask(nfd, [`a${s(a)}${s(b)}b`], text))[0] === `a${s(b)}${s(a)}b`;
const classes = []; // lists of marks, by rising class
for (const mark of ranked) {
  let low = 0, high = classes.length;
  let found = false;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await swaps(mark, classes[middle][0])) low = middle + 1;
    else if (await swaps(classes[middle][0], mark)) high = middle;
    else { classes[middle].push(mark); found = true; break; }
  }
  if (!found) classes.splice(low, 0, [mark]);
}
const rank = new Map(classes.flatMap((marks, i) => marks.map(c => [c, i + 1])));
for (let i = 0; i < all.length;) {
  const r = rank.get(all[i]);
  if (r === undefined) { i++; continue; }
  let j = i;
  while (j + 1 < all.length && all[j + 1] === all[j] + 1 && rank.get(all[j + 1]) === r) j++;
  lines.push(['order', hex(all[i]), hex(all[j]), `${r}`]);
  i = j + 1;
}

console.log(['kind', 'first', 'last', 'value'].join('\t'));
for (const line of lines)
  console.log(line.join('\t'));
