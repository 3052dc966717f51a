// The closing line of a test run: how many passed and how many failed, alone on a line, for whoever reads the end only.

/** A file or a group that failed before its tests could run counts as one test that failed. */
export default class ClosingLine {
  onTestRunEnd(modules) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      let failed = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') count.passed++;
        else if (state === 'failed') failed++;
        else count.skipped++;
      }
      count.failed += module.state() === 'failed' ? Math.max(failed, 1) : failed;
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);
  }
}
