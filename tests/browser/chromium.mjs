// Debian's Chromium for the tests: visitors that must stay within the content policy, axe-core, pictures.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { run as runTests } from './run_tests.mjs';

const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export class Chromium {
  /** No answer to any visitor may hold one of these: { anywhere, outside_the_desk }. */
  static async launch(pictures, secrets = { anywhere: [], outside_the_desk: [] }) {
    mkdirSync(pictures, { recursive: true });
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    });
    return new Chromium(browser, pictures, secrets);
  }

  constructor(browser, pictures, secrets) {
    this.secrets = secrets;
    this.searched = 0;
    this.browser = browser;
    this.pictures = pictures;
    this.faults = [];
  }

  /** A browser of its own, that must never show a dialog, break the content policy or fail to run a script. */
  async visitor(options = {}) {
    const context = await this.browser.newContext({ locale: 'id-ID', viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('dialog', (dialog) => {
      this.faults.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('pageerror', (error) => this.faults.push(`a script failed: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML/.test(message.text())) this.faults.push(message.text());
    });
    page.on('response', (answer) => this.search(answer));
    return page;
  }

  async search(answer) {
    if (answer.status() >= 300 && answer.status() < 400) return;
    if (/event-stream/.test(answer.headers()['content-type'])) return;  // has no end
    const body = await answer.text().catch(() => '');
    ++this.searched;
    const { anywhere, outside_the_desk } = this.secrets;
    const at_the_desk = new URL(answer.url()).pathname.startsWith('/meja');
    for (const secret of at_the_desk ? anywhere : [...anywhere, ...outside_the_desk])
      if (body.includes(secret)) this.faults.push(`${answer.url()} holds ${secret}`);
  }

  picture(page, name) {
    return page.screenshot({ path: `${this.pictures}/${name}.png`, fullPage: true });
  }

  async fits(page, name) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.ok(!wide, `${name} has to be scrolled sideways`);
  }

  /** axe-core in a world of its own, where the page's content policy doesn't hold. */
  async accessible(page, name) {
    const session = await page.context().newCDPSession(page);
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
    await session.send('Runtime.evaluate', { expression: axe, contextId: executionContextId });
    const { result } = await session.send('Runtime.evaluate', {
      expression: 'axe.run(document).then((r) => JSON.stringify(r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target).join(" "))))',
      contextId: executionContextId, awaitPromise: true,
    });
    assert.deepEqual(JSON.parse(result.value), [], `axe on ${name}`);
  }
}

/** Runs each test in the browser, and leaves pictures. */
export function run(tests, chromium, start, stop) {
  const end = async () => {
    await chromium.browser.close();
    await stop();
    console.log(`pictures are in ${chromium.pictures}`);
  };
  return runTests(tests, start, end, chromium.faults);
}
