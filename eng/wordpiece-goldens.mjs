// What the reference makes of texts: numbers and places of tokens, for the tests of WordPieceTokenizer.
//
//     mkdir /tmp/reference && cd /tmp/reference && npm install tokenizers@0.23.2 @huggingface/transformers@4.3.1
//     node eng/wordpiece-goldens.mjs vocabulary samples tests/MedAiNlp.Tests/Features/WordPiece
//     node eng/wordpiece-goldens.mjs generate samples 500 7 > /tmp/texts.jsonl
//     node eng/wordpiece-goldens.mjs encode /tmp/reference TOKENIZER.json /tmp/texts.jsonl all > goldens.jsonl
//
// vocabulary writes a small vocab.txt and tokenizer.json of our own. generate writes lines {"text"} from a seed: cuts of the
// samples, mixed with all that is hard. encode takes any such lines (news as well) and writes a line {"config"} with settings
// before the lines {"text","ids","spans"} made with them; spans are UTF-16 starts and lengths in turn. With "first" in place
// of "all" only the tokenizer's own settings are used.
//
// The reference is tokenizers, the Rust library that Python users get. transformers.js is run beside it: a line on which it
// differs has "js": false, and standard error says how many there are. On news there are next to none. It reads ideographs
// beyond U+FFFF as two halves and never sets them apart, lower-cases the whole text before it strips accents (so that a
// final sigma becomes \u03c2), and asks its host's version of Unicode what is punctuation, an accent or a format character.
//
// A line with "sorted": true has marks that NFD sorts. The reference then gives places in the old order to characters in the
// new one, so its places are not those of the tokens; they are left out.

import { createRequire } from 'node:module';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [command, ...args] = process.argv.slice(2);
await { vocabulary, generate, encode }[command](...args);

function sampleTexts(folder) {
  return readdirSync(folder).filter(f => /\.(txt|md)$/.test(f)).sort().map(f => readFileSync(join(folder, f), 'utf8'));
}

function vocabulary(samples, folder) {
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  const ascii = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
  const counts = new Map();
  for (const text of sampleTexts(samples))
    for (const c of text)
      if (c > '\u007f' && !/\s/u.test(c)) counts.set(c, (counts.get(c) ?? 0) + 1);
  const common = [...counts].filter(([, n]) => n >= 3).map(([c]) => c).sort();
  const words = 'ai ct mri 5g app iphone covid 19 2024 20 24 00 cafe café hospital the of patient nai ve naïve straße strasse istanbul i̇ ο σ ς οδος ing er tion ed s medical net pad cls sep mask unk'.split(' ');
  const pieces = 'ing er tion ed s ital spi ho med ical 00 24 19 5 g ct t net é e ı ß σ ς ος 医院 院 生 ี ่ ด 한 ᅡ ᆫ ا ل م'.split(' ').map(p => `##${p}`);
  const others = [...'℃≥±￥①×Ａ１０。，！？（）　；：“”《》、…—～·'].filter(c => c !== '　');
  const scripts = [...'สวัดีกขمرحباשלוםनमस्ते한국어ᄒᄀᄋабвГДяαβγςσΩΣñüßøÅåéèÀİıſﬁﬂ'];
  const rare = ['𠮷', '𪚥', '𠀀', '\u{2b8ff}', '😀', '👍', '👨', '🏽', '##🏽', '❤', '\u{fe0f}', '##\u{fe0f}', '\u{302e}', '##\u{302e}', '豈', '##豈', '更', '\u0307', '##\u0307', '##\u0301'];
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'].filter(c => !'qQzZ'.includes(c)).map(c => `##${c}`);
  const all = [...new Set([...special, ...ascii.filter(c => c !== 'Q'), ...letters, ...common, ...common.slice(0, 120).map(c => `##${c}`), ...words, ...pieces, ...others, ...scripts, ...rare])];
  const vocab = Object.fromEntries(all.map((t, i) => [t, i]));
  const token = (content, flags = {}) => ({ id: vocab[content] ?? -1, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...flags });
  const single = [{ SpecialToken: { id: '[CLS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '[SEP]', type_id: 0 } }];
  const entry = t => ({ id: t, ids: [vocab[t]], tokens: [t] });
  writeFileSync(join(folder, 'vocab.txt'), all.map(t => `${t}\n`).join(''));
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify({
    version: '1.0', truncation: null, padding: null, added_tokens: special.map(t => token(t)),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'TemplateProcessing', single, pair: [...single, { Sequence: { id: 'B', type_id: 1 } }, { SpecialToken: { id: '[SEP]', type_id: 1 } }], special_tokens: { '[CLS]': entry('[CLS]'), '[SEP]': entry('[SEP]') } },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab },
  }, null, 1) + '\n');
}

function generate(samples, count, seed) {
  let state = Number(seed);
  const random = n => { // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
  const one = list => list[random(list.length)];
  const many = (n, make) => Array.from({ length: n }, make).join('');
  const texts = sampleTexts(samples).map(t => Array.from(t));
  const cut = () => { const t = one(texts); const at = random(t.length); return t.slice(at, at + 2 + random(30)).join(''); };
  const between = (a, b) => String.fromCodePoint(a + random(b - a + 1));
  const marks = ['\u0300', '\u0301', '\u0307', '\u0308', '\u0323', '\u0327', '\u0328', '\u0334', '\u0345', '\u031b', '\u302a', '\u302e', '\u302f', '\u05b0', '\u064b', '\u0e38', '\u0f71', '\u094d', '\u3099', '\u1dfa', '\u08d3', '\u{16ff0}', '\u{1d165}', '\u{1e944}', '\u0333', '\u09cb', '\u034f'];
  const kinds = [
    () => cut(),
    () => cut(),
    () => one(['The quick brown fox', 'iPhone 15 Pro', 'COVID-19', 'HbA1c≤6.5%', '5G+AI', 'PET/CT', 'e-mail: a.b@c.cn', 'don\'t', 'HOSPITAL', 'Straße', 'STRASSE', 'ﬁne ﬂow', 'x²+y³', 'user_name', '3.14', '1,500', '10:30', 'http://a.cn/?q=1&b=%20']),
    () => one([...'℃≥±￥①²½™©®°µ×÷≠≤∞√‰№㎡㎎㏄Ⅳⅷ→■★☆●◆〇〒々ヶー゠・￼|`~^$+<=>¢£€¥']),
    () => one(['ＡＩ', '１２３４', 'ＣＴ检查', '（测试）', '，。！？', '　全角　空格　', 'ｶﾀｶﾅ', 'カタカナ', 'ひらがな', 'が', 'が', 'ｗｗｗ．ｃｏｍ']),
    () => one(['國家衛生健康委員會', '遠端醫療', '繁體中文測試', '臺灣大學醫學院附設醫院', '龍龜鬱籲', '麵包裡面']),
    () => one(['😀', '👍🏽', '👨‍👩‍👧‍👦', '❤️', '🏳️‍🌈', '1️⃣', '🇨🇳', '👩🏽‍⚕️', '🧑‍🔬', '🫀🩺']),
    () => one(['𠮷', '𪚥', '𠀀', '𫝀', '𫠠', '𬺰', '\u{2ceb0}', '\u{2b81e}', '\u{2b820}', '\u{2b91f}', '\u{2b920}', '\u{30000}', '\u{31350}', '豈', '更', '\u{fa0e}', '\u{2f800}', '\u{2fa1d}', '㐀', '䶵', '䶿', '鿿', '\u9fff\ua000', '⺀⻳', '⿰', '〆', '㊗']),
    () => one(['\u0000', '\u0001', '\u0007', '\u000b', '\u000c', '\u001f', '\u007f', '\u0085', '\u009f', '\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u2028', '\u2029', '\u202e', '\u2060', '\u2065', '\ufeff', '\ufffd', '\ufffc', '\ue000', '\uf8ff', '\u{f0000}', '\u{10ffff}', '\u0378', '\u{e0001}', '\u{e0100}', '\u180e', '\u061c', '\u00a0', '\u1680', '\u2003', '\u202f', '\u205f', '\u3000', '\t', '\n', '\r', '\r\n', '\ufdd0', '\ufffe']),
    () => one(['Caf\u00e9', 'Cafe\u0301', 'nai\u0308ve', 'na\u00efve', '\u00c5ngstr\u00f6m', 'A\u030angstro\u0308m', 'Ǻ', 'ệ', 'Việt Nam', 'İstanbul', 'ISTANBUL ı', 'ŒUVRE', 'ΟΔΟΣ', 'Ὀδυσσεύς', 'ᾂ', 'Ёлка', 'Й', 'ǅ', 'ẞ', 'Ⅷ', 'Ⓐ', 'Ꭰ', 'Ა', 'Ⴀ', '𐐀', '𞤀', 'Ω', 'K', 'Å', '≠', '≯', '⊄', ';', '`', '〈', '각']),
    () => one(['สวัสดีครับ', 'โรงพยาบาล', 'مرحبا بالعالم', 'مُسْتَشْفَى', 'שָׁלוֹם', 'नमस्ते दुनिया', 'हिन्दी', 'বাংলা', '안녕하세요', '병원', '한국어', '한', 'ព្រះ', 'မြန်မာ', 'བོད་ཡིག', 'ᠮᠣᠩᠭᠣᠯ', 'ქართული', 'Հայերեն', 'አማርኛ', 'தமிழ்', 'ꦧꦱꦗꦮ']),
    () => one(['a', '1', 'é', '医', '한', '🩺', 'é']).repeat(95 + random(12)),
    () => one(['[MASK]', '[mask]', '[Mask]', '[CLS]', '[SEP]', '[PAD]', '[UNK]', '[unk]', '[[MASK]]', 'x[MASK]y', '[MASK', 'MASK]', '[ MASK ]', '［MASK］', '  [MASK]  ', '[MASK][MASK]', '[MA\u200bSK]', '##ing', '## ', '[unused1]', '<ent>', '<ENT>', 'x<ent>', ' <ent> y', '<left> x', 'x  <left>x', '<right>  x', 'Word', 'word', 'swordfish', 'WORD!', '好词好词', '好 词', '云岭 云岭', 'Éclair', 'éclair']),
    () => one('aeiouAnc医가'.split('')) + many(1 + random(5), () => one(marks)),
    () => many(1 + random(6), () => between(0x00a1, 0x052f)),
    () => many(1 + random(6), () => between(0x0530, 0x1fff)),
    () => many(1 + random(6), () => between(0x2000, 0x33ff)),
    () => many(1 + random(6), () => between(0xa000, 0xd7ff)),
    () => many(1 + random(6), () => between(0xf900, 0xffff)),
    () => many(1 + random(4), () => between(0x10000, 0x1ffff)),
    () => many(1 + random(3), () => between(0x20000, 0x323af)),
    () => many(1 + random(8), () => between(0x20, 0x7e)),
    () => ' ',
    () => '',
  ];
  for (let i = 0; i < Number(count); i++)
    console.log(JSON.stringify({ text: many(1 + random(6), () => one(kinds)()) }));
}

function sortsMarks(text) {
  const clean = text.replace(/[^\P{C}\t\n\r]/gu, '');
  return clean.normalize('NFD') !== Array.from(clean, c => c.normalize('NFD')).join('');
}

async function encode(reference, tokenizerPath, textsPath, which) {
  const require = createRequire(join(reference, 'x.js'));
  const { Tokenizer } = require('tokenizers');
  const { PreTrainedTokenizer } = require('@huggingface/transformers');
  const base = JSON.parse(readFileSync(tokenizerPath, 'utf8'));
  const texts = readFileSync(textsPath, 'utf8').split('\n').filter(l => l).map(l => JSON.parse(l).text);
  const added = (content, flags) => ({ id: 0, content, single_word: false, lstrip: false, rstrip: false, normalized: true, special: false, ...flags });
  const tokens = [
    added('<ent>', { normalized: false, special: true, single_word: true }),
    added('<left>', { normalized: false, lstrip: true }),
    added('<right>', { normalized: false, rstrip: true }),
    added('Word', { single_word: true }),
    added('好词', {}),
    added('Éclair', { lstrip: true, rstrip: true }),
    added('云岭', { normalized: false }),
  ];
  const configs = [
    {},
    { normalizer: { lowercase: true } },
    { normalizer: { lowercase: false } },
    { normalizer: { lowercase: false, strip_accents: true } },
    { normalizer: { lowercase: true, strip_accents: false } },
    { normalizer: { lowercase: true, handle_chinese_chars: false } },
    { normalizer: { lowercase: false, clean_text: false, handle_chinese_chars: false } },
    { normalizer: { lowercase: true, clean_text: false } },
    { added_tokens: tokens, normalizer: { lowercase: true }, max_input_chars_per_word: 7 },
    { added_tokens: tokens, normalizer: { lowercase: false } },
  ].slice(0, which === 'all' ? undefined : 1);

  for (const config of configs) {
    const json = structuredClone(base);
    Object.assign(json.normalizer, config.normalizer);
    json.model.max_input_chars_per_word = config.max_input_chars_per_word ?? json.model.max_input_chars_per_word;
    json.added_tokens.push(...config.added_tokens ?? []);
    const rust = Tokenizer.fromString(JSON.stringify(json));
    // The Rust library renumbers what it adds; transformers.js takes the numbers as they stand.
    for (const token of json.added_tokens) token.id = rust.tokenToId(token.content);
    const js = new PreTrainedTokenizer({ ...json, model: { type: 'WordPiece', ...json.model } }, {});
    const strips = json.normalizer.strip_accents ?? json.normalizer.lowercase;
    let differing = 0;
    const write = line => process.stdout.write(JSON.stringify(line) + '\n');
    write({ config });
    for (const text of texts) {
      const e = await rust.encode(text, null, { addSpecialTokens: false });
      // Places come in code points.
      const units = [0];
      for (const c of text) units.push(units.at(-1) + c.length);
      const spans = e.getOffsets().flatMap(([a, b]) => [units[a], units[b] - units[a]]);
      let other = [];
      try { other = js.encode(text, { add_special_tokens: false }); } catch { other = null; }
      const same = JSON.stringify(other) === JSON.stringify(e.getIds());
      if (!same) differing++;
      const sorted = strips && sortsMarks(text);
      write({ text, ids: e.getIds(), ...(sorted ? { sorted } : { spans }), ...(same ? {} : { js: false }) });
    }
    console.error(`${JSON.stringify(config.normalizer ?? {})}${config.added_tokens ? ' with added tokens' : ''}: transformers.js differs on ${differing} of ${texts.length}`);
  }
}
