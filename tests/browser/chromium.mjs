// Debian's Chromium for the tests: visitors that must stay within the content policy, axe-core, pictures.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export class Chromium {
  static async launch(pictures) {
    mkdirSync(pictures, { recursive: true });
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    });
    return new Chromium(browser, pictures);
  }

  constructor(browser, pictures) {
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
    return page;
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

/** Runs each test, and tells which failed; the exit status is the verdict. */
export async function run(tests, chromium, start, stop) {
  let failed = 0;
  try {
    await start();
    for (const { name, body } of tests) {
      chromium.faults.length = 0;
      try {
        await body();
        assert.deepEqual(chromium.faults, []);
        console.log(`ok      ${name}`);
      } catch (fault) {
        ++failed;
        console.log(`FAILED  ${name}\n${fault.stack ?? fault}`);
      }
    }
  } finally {
    await chromium.browser.close();
    await stop();
  }
  console.log(`${tests.length - failed} of ${tests.length} passed; pictures are in ${chromium.pictures}`);
  process.exit(failed === 0 ? 0 : 1);
}
