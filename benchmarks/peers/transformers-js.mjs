// Characters a second of @huggingface/transformers, one text at a time, in float32 on as many threads as the third argument says.
import { readFileSync } from "node:fs";
import { pipeline, env } from "@huggingface/transformers";

const [models, articles, threads] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = models;
const options = { dtype: "fp32", session_options: { intraOpNumThreads: Number(threads), interOpNumThreads: 1 } };
const find = await pipeline("token-classification", "random-bert", options);
const texts = readFileSync(articles, "utf8").trim().split("\n").map(line => JSON.parse(line).text);
const characters = texts.reduce((sum, text) => sum + text.length, 0);
for (const text of texts.slice(0, 10)) await find(text);
for (let repeat = 0; repeat < 5; repeat++) {
  const start = performance.now();
  for (const text of texts) await find(text);
  console.log(`transformers.js: ${Math.round(characters / (performance.now() - start) * 1000)} characters/s`);
}
