export { BadRows } from './bad-rows.js';
export { checkRows, newIssues, problemsOf, type CheckedRow } from './checked-rows.js';
export { FileProblem } from './file-problem.js';
export { problemText, type FileRow, type RowProblem } from './file-row.js';
export { fingerprint } from './fingerprint.js';
export { parseInput, placeOf } from './json-text.js';
export { isRowsFile, openRows, type RowsFile, type RowsOptions } from './rows-file.js';
