"""python3 -m unittest test_entities   (in this folder; needs no data)"""
import itertools
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import corpus
import predict
from features import BEGINNINGS, FOLD, Lexicon, bigrams, folded, key, unit_string, units
from labelled import Document, check, insert, legal_masks
from model import ENDS, LEGAL, STARTS, T, Marginals, Net, crf_loss, spans, tag, viterbi


class Features(unittest.TestCase):
    def test_folding_is_one_to_one_and_settled(self):
        text = "ＡＢｃ１２３，醫院「聯影」\n\t\u3000😀"
        self.assertEqual(len(units(text)), len(folded(text)))
        self.assertEqual("abc000,医院\"联影\"\n", "".join(map(chr, folded(text)[:14])))
        self.assertEqual(0x0A, FOLD[0x0A])

    def test_bigrams_look_beyond_no_end(self):
        chars = folded("医院")
        self.assertEqual(3, len(bigrams(chars)))
        self.assertTrue((bigrams(chars) > 0).all())
        self.assertEqual(bigrams(folded("看医院"))[2], bigrams(folded("大医院"))[2])

    def test_lexicon_survives_its_file(self):
        lists = [(2, {"协和医院", "协和"})] + [(2, set())] * 9
        lexicon = Lexicon.build(lists, ["王"])
        with tempfile.TemporaryDirectory() as folder:
            lexicon.save(Path(folder) / "lexicon.bin")
            again = Lexicon.load(Path(folder) / "lexicon.bin")
        for x in (lexicon, again):
            self.assertEqual([0, 1, 2 | 4, 2, 4, 1 << 30], x.bits(folded("去协和医院王")).tolist())
        self.assertEqual(key(folded("協和")), key(folded("协和")))

    def test_words_are_found_where_their_length_is_possible_and_nowhere_else(self):
        words = {"协和医院", "协和", "医院", "局", "和平里医院"}
        lexicon = Lexicon.build([(1, words)] + [(2, set())] * 9, [])
        everywhere = Lexicon(lexicon.tables, np.full(BEGINNINGS, 0xFFFFFFFF, np.uint32), lexicon.surnames)
        for pair in itertools.product(sorted(words) + ["在", "协"], repeat=3):
            text = folded("".join(pair))
            self.assertEqual(everywhere.bits(text).tolist(), lexicon.bits(text).tolist())
        lengths = lexicon.lengths.copy()
        lengths[key(folded("协和")) >> 16] = 1 << 1
        self.assertEqual([1, 4, 1, 4], Lexicon(lexicon.tables, lengths, lexicon.surnames).bits(folded("协和医院")).tolist())

    def test_version_1_of_the_file_is_read(self):
        lexicon = Lexicon.build([(2, {"协和医院"})] + [(2, set())] * 9, ["王"])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "lexicon.bin"
            lexicon.save(path)
            data = path.read_bytes()
            path.write_bytes(data[:4] + (1).to_bytes(4, "little") + data[8:16] + data[16 + 4 * BEGINNINGS:])
            self.assertEqual([0, 1, 2, 2, 4, 1 << 30], Lexicon.load(path).bits(folded("去协和医院王")).tolist())


class Labels(unittest.TestCase):
    def test_spans_of_legal_masks(self):
        d = Document("d", "去协和医院找王医生", [(1, 5, ("HOSPITAL",)), (6, 7, ("PERSON",))], products=True)
        m = legal_masks(d)
        self.assertTrue(check(m))
        tags = [int(x).bit_length() - 1 for x in m]
        self.assertEqual([(1, 5, "HOSPITAL"), (6, 7, "PERSON")], spans(tags))
        m[3] = 1
        self.assertFalse(check(m))

    def test_unmarked_products_stay_open(self):
        m = legal_masks(Document("d", "微信", []))
        self.assertTrue(m[0] & 1 and m[0] & 1 << tag("PRODUCT", "B"))

    def test_insert_moves_the_spans(self):
        d = insert(Document("d", "协和医院与微医", [(0, 4, ("HOSPITAL",)), (5, 7, ("COMPANY",))]), 2, "\n")
        self.assertEqual([(0, 5, ("HOSPITAL",)), (6, 8, ("COMPANY",))], d.spans)

    def test_astral_characters_count_two(self):
        self.assertEqual(3, len(unit_string("😀a")))


class Corpus(unittest.TestCase):
    class Fixed:
        def pick(self, items):
            return items[0]

        def thing(self, letter, variants=()):
            import gazetteers
            return gazetteers.Thing(letter + "全", [letter + "短"])

        def company(self):
            return "某公司"

        def person(self, variant=None):
            return "张三"

    def test_same_number_same_thing(self):
        parts = corpus.parse_line("😀⟦H1:full⟧（⟦H1:short⟧）⟦X={C1:short}觅影⟧⟦P⟧")
        text, found = corpus.fill(corpus.Article("a", "", parts), self.Fixed())
        self.assertEqual("😀H全（H短）C短觅影张三", text)
        self.assertEqual([(2, 4, "HOSPITAL"), (5, 7, "HOSPITAL"), (8, 12, "PRODUCT"), (12, 14, "PERSON")], found)

    def test_mistakes_are_told(self):
        for line in ("⟦H1:nothing⟧", "⟦H", "a⟧", "⟦X={C1⟧", "⟦Z⟧"):
            with self.assertRaises(corpus.Mistake):
                corpus.parse_line(line)


class Decoding(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(0)
        self.logits, self.transitions = rng.normal(size=(4, T)).astype(np.float32), rng.normal(size=(T, T)).astype(np.float32)
        self.paths = [p for p in itertools.product(range(9), repeat=4)             # O and two types are enough
                      if STARTS[p[0]] and ENDS[p[-1]] and all(LEGAL[a, b] for a, b in zip(p, p[1:]))]
        self.logits[:, 9:] = -50

    def score(self, p):
        return sum(self.logits[i, k] for i, k in enumerate(p)) + sum(self.transitions[a, b] for a, b in zip(p, p[1:]))

    def test_viterbi_is_the_best_path(self):
        self.assertEqual(list(max(self.paths, key=self.score)), viterbi(self.logits, self.transitions))

    def test_marginals_are_exact(self):
        weight = {p: np.exp(self.score(p)) for p in self.paths}
        b, i, e = (tag("HOSPITAL", x) for x in "BIE")
        want = sum(w for p, w in weight.items() if p[1:] == (b, i, e)) / sum(weight.values())
        self.assertAlmostEqual(want, Marginals(self.logits, self.transitions).span(1, 4, "HOSPITAL"), places=5)

    def test_loss_is_the_share_of_the_allowed_paths(self):
        logits = torch.from_numpy(self.logits).unsqueeze(0).requires_grad_()
        masks = torch.full((1, 4), (1 << T) - 1, dtype=torch.int32)
        masks[0, 1] = 1
        crf_loss(logits, masks, torch.zeros(1, 4, dtype=torch.bool), torch.from_numpy(self.transitions)).backward()
        self.assertTrue(torch.isfinite(logits.grad).all())
        self.assertAlmostEqual(0, float(logits.grad.sum()), places=5)

    def test_windows_cover_everything_once(self):
        for n in (0, 1, 511, 512, 513, 960, 961, 9000):
            kept = [k for _, _, a, b in predict.windows(n) for k in range(a, b)]
            self.assertEqual(list(range(n)), kept)


class Padding(unittest.TestCase):
    def test_padding_changes_nothing(self):
        torch.manual_seed(0)
        net = Net(50).eval()
        ids, pairs, bits = torch.randint(1, 50, (1, 20)), torch.randint(1, 60000, (1, 21)), torch.randint(0, 2, (1, 20, 31))
        pad = lambda x, n: torch.cat([x, torch.zeros(1, n, *x.shape[2:], dtype=x.dtype)], 1)
        with torch.no_grad():
            a, b = net(ids, pairs, bits), net(pad(ids, 9), pad(pairs, 9), pad(bits, 9))[:, :20]
        self.assertLess(float((a - b).abs().max()), 1e-4)


if __name__ == "__main__":
    unittest.main()
