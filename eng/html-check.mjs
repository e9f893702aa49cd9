// Looks at a page of `medainlp analyze … --format html` in a real browser: that it asks for nothing, fits a phone, shows what a mark
// means when the keyboard reaches it, leads from evidence to its sentence, and prints. Not part of the tests, because it needs Chromium:
//
//   dotnet run --project src/MedAiNlp.Cli -- analyze samples --format html --output /tmp/page.html
//   (cd /tmp && npm install playwright-core && cp REPOSITORY/eng/html-check.mjs . && node html-check.mjs /tmp/page.html /tmp/shots)
//
// The pictures and the print are left in the second folder. CHROMIUM names the browser; /usr/bin/chromium where it does not.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';

const [page = 'page.html', shots = 'shots'] = process.argv.slice(2);
mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

for (const [name, width, height, colorScheme] of [['light', 1280, 860, 'light'], ['dark', 1280, 860, 'dark'], ['phone', 320, 700, 'light']]) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, javaScriptEnabled: true });
  const view = await context.newPage();
  const requests = [];
  view.on('request', request => requests.push(request.url()));
  view.on('console', message => assert.fail(`the browser complains: ${message.text()}`));
  await view.goto(`file://${resolve(page)}`);
  await view.screenshot({ path: `${shots}/${name}.png` });
  assert.ok(await view.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: the page scrolls sideways`);

  // Tab goes: skip link, contents, the tables and marks of the first article.
  await view.keyboard.press('Tab');
  assert.equal(await view.evaluate(() => document.activeElement.textContent), 'Skip to the articles');
  let reached;
  for (let i = 0; i < 200 && reached !== 'MARK'; i++) {
    await view.keyboard.press('Tab');
    reached = await view.evaluate(() => document.activeElement.tagName);
  }
  assert.equal(reached, 'MARK', `${name}: no mark is reached with the Tab key`);
  const [shown, tip, position] = await view.evaluate(() => {
    const style = getComputedStyle(document.activeElement, '::before');
    return [style.content, document.activeElement.dataset.tip, style.position];
  });
  assert.equal(shown, JSON.stringify(tip), `${name}: the mark with the focus does not say what it means`);
  assert.equal(position, 'fixed');
  await view.screenshot({ path: `${shots}/${name}-focus.png` });

  const summary = view.locator('article .topics summary').first();
  if (await summary.count() > 0) {
    await summary.focus();
    await view.keyboard.press('Enter');
    const link = view.locator('article .topics ol.evidence a').first();
    const quote = (await link.textContent()).replace(/…$/, '');
    await link.focus();
    await view.keyboard.press('Enter');
    assert.ok((await view.evaluate(() => document.querySelector(':target').textContent)).startsWith(quote), `${name}: evidence leads to another sentence`);
    await view.screenshot({ path: `${shots}/${name}-evidence.png` });
  }
  if (name === 'light')
    await view.pdf({ path: `${shots}/print.pdf`, format: 'A4', preferCSSPageSize: true });
  assert.deepEqual([...new Set(requests.map(url => url.split('#')[0]))], [`file://${resolve(page)}`], `${name}: the page asks for something`);
  await context.close();
}

await browser.close();
console.log(`all right; pictures in ${shots}`);
