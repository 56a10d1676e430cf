// Runs tests one by one and tells which failed; the exit status is the verdict.
import assert from 'node:assert/strict';

/** `faults`: what went wrong beside the test's own checks; emptied before each. */
export async function run(tests, start, stop, faults = []) {
  let failed = 0;
  try {
    await start();
    for (const { name, body } of tests) {
      faults.length = 0;
      try {
        await body();
        assert.deepEqual(faults, []);
        console.log(`ok      ${name}`);
      } catch (fault) {
        ++failed;
        console.log(`FAILED  ${name}\n${fault.stack ?? fault}`);
      }
    }
  } finally {
    await stop();
  }
  console.log(`${tests.length - failed} of ${tests.length} passed`);
  process.exit(failed === 0 ? 0 : 1);
}
