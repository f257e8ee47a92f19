/**
 * The Node binary that boot tests measure: `IMPORT_BUDGET_TEST_NODE`, or the one that runs the tests. The runner of the
 * tests stays what it is; only the programs under test are started with this one.
 */
export function testNode(): string {
  return process.env['IMPORT_BUDGET_TEST_NODE'] || process.execPath;
}
