import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Task } from 'fhir/r5';
import { EDITION_NAMES, type Issue } from '../../src/contract/index.js';
import { decimal } from '../../src/json/decimals.js';
import { checkTask } from '../../src/rules/index.js';
import { changed, PRODUCT, STRENGTH, INGREDIENT } from '../conformance/support/changes.js';
import { goodGsid, goodPhpid } from '../conformance/support/good-tasks.js';

const asTask = (value: unknown): Task => value as Task;
const briefly = (issues: Issue[]): string[] =>
  issues.map(({ severity, expression }) => `${severity} ${expression[0]}`);

describe('a check', () => {
  it('says where, what and what to do, in the form of the service’s answer', () => {
    const task = changed(goodPhpid('2026-05'), [[`${INGREDIENT}.substance.code.concept.text`]]);
    expect(checkTask(asTask(task), '2026-05', 'phpid')).toEqual([
      {
        severity: 'error',
        code: 'required',
        text: 'is missing; Ingredient-req requires it',
        expression: ['Task.contained[1].substance.code.concept.text'],
      },
    ]);
  });

  it('finds all errors at once', () => {
    const task = changed(goodPhpid('2026-05'), [
      ['status', 'draft'],
      [`${PRODUCT}.identifier.0.system`],
      [`${STRENGTH}.colour`, 'red'],
    ]);
    const errors = checkTask(asTask(task), '2026-05', 'phpid');
    expect(new Set(errors.map(({ expression }) => expression[0]))).toEqual(
      new Set([
        'Task.status',
        'Task.contained[0].identifier[0].system',
        'Task.contained[1].substance.strength[0].colour',
      ]),
    );
  });

  it('takes decimals that are kept as text for the numbers that they are', () => {
    const task = changed(goodPhpid('2026-05'), [
      [`${STRENGTH}.presentationRatio.numerator.value`, decimal('0.50')],
    ]);
    expect(checkTask(asTask(task), '2026-05', 'phpid')).toEqual([]);
  });

  it('leaves the Task as it is', () => {
    const task = goodPhpid('2026-05');
    checkTask(asTask(task), '2026-05', 'phpid');
    expect(task).toEqual(goodPhpid('2026-05'));
  });

  it('says so where the edition has no such requests, and where it is given no Task', () => {
    expect(briefly(checkTask(asTask(goodGsid()), '2026-05', 'gsid'))).toEqual(['error Task']);
    expect(briefly(checkTask(asTask({ resourceType: 'Patient' }), '2026-05', 'phpid'))).toEqual([
      'error Task',
    ]);
    expect(briefly(checkTask(asTask(null), '2026-05', 'phpid'))).toEqual(['error Task']);
  });
});

describe('another edition’s language', () => {
  const OTHER = 'http://who-umc.org/idmp';
  const foreign = (path: string, value: unknown): Issue[] =>
    checkTask(asTask(changed(goodPhpid('2026-05'), [[path, value]])), '2026-05', 'phpid');

  it.each([
    ['meta', { profile: [`${OTHER}/StructureDefinition/Task-who-php-phpid`] }, 'Task.meta.profile[0]'],
    ['code.coding.0.system', `${OTHER}/CodeSystem/task-request-code`, 'Task.code'],
    [
      'input.0.type.coding.0.system',
      `${OTHER}/CodeSystem/task-input-type`,
      'Task.input[0].type.coding[0].system',
    ],
    [
      `${PRODUCT}.meta`,
      { profile: [`${OTHER}/StructureDefinition/MedicinalProductDefinition-who-php-req`] },
      'Task.contained[0].meta.profile[0]',
    ],
  ])('is an error that names the edition, where the guide binds it: %s', (path, value, at) => {
    const issue = foreign(path, value).find(
      ({ severity, expression }) => severity === 'error' && expression[0] === at,
    );
    expect(issue?.text).toMatch(/edition 2025-01 and 2025-03/);
  });

  it('is a warning elsewhere', () => {
    const issues = foreign(`${INGREDIENT}.substance.code.concept.coding.0.system`, `${OTHER}/gsid`);
    expect(briefly(issues)).toEqual(['warning Task.contained[1].substance.code.concept.coding[0].system']);
  });

  it('is an error where a profile of the same base belongs to another edition', () => {
    const task = changed(goodPhpid('2025-03'), [
      ['meta', { profile: [`${OTHER}/StructureDefinition/Task-who-php-gsid`] }],
    ]);
    expect(checkTask(asTask(task), '2025-03', 'phpid')[0]?.text).toContain('edition 2025-01 does');
  });

  it.each([
    'http://umcterminologies.org',
    'https://build.fhir.org/ig/Uppsala-Monitoring-Centre/WHO-UMC-IDMP-Service',
  ])('is not one of the two bases of 2026-05: %s', (base) => {
    expect(foreign('meta', { profile: [`${base}/StructureDefinition/Task-phpid-req`] })).toEqual([]);
  });
});

describe('whatever it is given', () => {
  const place = fc.constantFrom(
    'status',
    'code',
    'input',
    'contained',
    'meta',
    'text',
    'extension',
    `${PRODUCT}.name`,
    STRENGTH,
    `${INGREDIENT}.for`,
    'input.0.valueReference',
    'code.coding',
    `${PRODUCT}.meta`,
    '_status',
    'identifier.0',
  );

  it('answers with issues, and never throws', () => {
    fc.assert(
      fc.property(
        place,
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom(...EDITION_NAMES),
        (path, value, edition) => {
          const task = asTask(changed(goodPhpid(edition), [[path, value === undefined ? null : value]]));
          expect(Array.isArray(checkTask(task, edition, 'phpid'))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
