// How soon the board is painted: painting.mjs PROGRAMS AGENCIES FOLDER. Wants the machine for itself.
import assert from 'node:assert/strict';
import { Chromium, run } from './chromium.mjs';
import { Gateway, until } from './gateway.mjs';

const [programs, agencies, folder] = process.argv.slice(2);
const gateway = new Gateway(programs, agencies, folder);
const chromium = await Chromium.launch(`${folder}/pictures`);

async function painted(url) {
  const page = await chromium.visitor();
  await page.goto(url);
  const after = await until('it is painted', () =>
    page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime));
  await page.context().close();
  return after;
}

// A busy machine makes any one painting late, never early, so the quickest of each is compared. The two are painted
// in turn, until the quickest tell what the pages cost or two minutes have passed.
const tests = [{
  name: 'the board is painted within 200 ms of a page with one word',
  async body() {
    let oneWord = Infinity, board = Infinity, times = 0;
    for (const end = Date.now() + 120_000; times < 10 || (board > oneWord + 200 && Date.now() < end); ++times) {
      oneWord = Math.min(oneWord, await painted(`${gateway.url}/healthz`));
      board = Math.min(board, await painted(`${gateway.url}/`));
    }
    console.log(`        painted after ${Math.round(board)} ms, one word after ${Math.round(oneWord)} ms, of ${times} times`);
    assert.ok(board <= oneWord + 200);
  },
}];

await run(tests, chromium, () => gateway.start(), () => gateway.stop());
