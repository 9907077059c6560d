import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { NOW, phpidRequests, taskFor, TRACKING } from './support/requests.js';

const ready = phpidRequests('2026-05')['a ready Task with wrongly coded inputs']!.task!;
const sent = (changes: Partial<Task> = {}, requestId?: string): Task =>
  taskFor('2026-05', 'phpid', {
    task: { ...ready, ...changes },
    ...(requestId === undefined ? {} : { requestId }),
  });

describe('a ready-made Task', () => {
  it('keeps what no profile fixes', () => {
    expect(sent({ priority: 'urgent', description: 'Wakeful', for: { display: 'Acme' } })).toMatchObject({
      priority: 'urgent',
      description: 'Wakeful',
      for: { display: 'Acme' },
      meta: { source: 'https://registry.example/fhir' },
    });
  });

  it('keeps what its inputs say beside type and reference', () => {
    expect(sent().input?.[0]?.valueReference?.display).toBe('RegulatedAuthorization');
  });

  it('keeps inputs of its own that refer to nothing contained', () => {
    const leaflet = { type: { text: 'leaflet' }, valueUri: 'https://registry.example/leaflet' };
    expect(sent({ input: [leaflet] }).input).toContainEqual(leaflet);
  });

  it('has one input a contained resource, however many it came with', () => {
    const twice = [...ready.input!, ...ready.input!];
    expect(sent({ input: twice }).input).toHaveLength(4);
  });

  it('is the same Task when it is built a second time', () => {
    expect(sent()).toEqual(sent());
  });

  it('is left as it was by the building', () => {
    const before = structuredClone(ready);
    sent();
    expect(ready).toEqual(before);
  });

  it('has its inputs follow a contained resource whose id is not one of FHIR', () => {
    const renamed = JSON.parse(JSON.stringify(ready).replaceAll('o-1', 'o_1')) as Task;
    const task = taskFor('2026-05', 'phpid', { task: { ...renamed, for: { reference: '#o_1' } } });
    const id = task.contained?.find(({ resourceType }) => resourceType === 'Organization')?.id;
    expect(JSON.stringify(task)).not.toContain('#o_1');
    expect(task.for?.reference).toBe(`#${id}`);
    expect(task.input).toHaveLength(4);
  });
});

describe('the identifiers of a Task', () => {
  it("are the Task's own, the requester's and the tracking identifier", () => {
    expect(sent({}, 'R-77').identifier).toEqual([
      { system: 'http://requester.example/id', value: 'R-1' },
      { system: 'urn:idmp-worker:request-id', value: 'R-77' },
      TRACKING,
    ]);
  });

  it('replace the tracking of an earlier attempt, so that both differ', () => {
    const earlier = { system: TRACKING.system, value: 'phpid/default/MPID-7#run-0' };
    expect(sent({ identifier: [earlier] }).identifier).toEqual([TRACKING]);
  });
});

describe('the dates of a Task', () => {
  const dates = (authoredOn?: string): unknown[] => {
    const { authoredOn: authored, lastModified } = sent({
      ...(authoredOn === undefined ? {} : { authoredOn }),
    });
    return [authored, lastModified];
  };

  it('are now, where none was given', () => {
    const { authoredOn: _authoredOn, ...task } = ready;
    const { authoredOn, lastModified } = taskFor('2026-05', 'phpid', { task });
    expect([authoredOn, lastModified]).toEqual([NOW, NOW]);
  });

  it.each([
    ['2026-05-19T08:00:00Z', NOW],
    ['2026-05-19', '2026-05-20'],
    ['2026-05', '2026-05'],
    ['2025', '2026'],
  ])('authored %s, modified %s: both in one precision', (authoredOn, lastModified) => {
    expect(dates(authoredOn)).toEqual([authoredOn, lastModified]);
  });

  it.each(['2031-01-01', 'yesterday'])('authored %s cannot be: it is now', (authoredOn) => {
    expect(dates(authoredOn)).toEqual([NOW, NOW]);
  });
});
