import { describe, expect, it } from '@jest/globals';
import { resolveAddress, resolveWithin, parseAddress } from '../../src/fhir/index.js';

describe('the Task that an address names', () => {
  it.each([
    'https://idmp.example/fhir/Task/4711',
    'https://idmp.example/fhir/Task/4711/',
    'https://idmp.example/fhir/Task/4711/_history/1',
    'https://idmp.example/fhir/Task/4711/_history/1?_format=json#top',
    '/fhir/Task/4711',
    'Task/4711',
    'Task/4711/_history/2',
  ])('%s is Task 4711, in no version', (address) => {
    expect(parseAddress(address)).toEqual({ type: 'Task', id: '4711' });
  });

  it.each([
    '',
    '4711',
    'Task',
    'Task/',
    'https://idmp.example/',
    'Task/$validate',
    'task/4711',
    'Task/4_7',
    `Task/${'x'.repeat(65)}`,
    '#task',
  ])('"%s" names none', (address) => {
    expect(parseAddress(address)).toBeNull();
  });
});

describe('an address within the service', () => {
  const base = 'https://idmp.example/fhir';

  it.each([
    ['Task/1', 'https://idmp.example/fhir/Task/1'],
    ['Task?status=completed', 'https://idmp.example/fhir/Task?status=completed'],
    ['/fhir/Task/1', 'https://idmp.example/fhir/Task/1'],
    ['https://idmp.example/fhir/Task/1', 'https://idmp.example/fhir/Task/1'],
    ['https://idmp.example:443/fhir/Task/1', 'https://idmp.example/fhir/Task/1'],
    ['HTTPS://IDMP.example/fhir/Task/1', 'https://idmp.example/fhir/Task/1'],
    ['https://idmp.example/fhir?_getpages=1', 'https://idmp.example/fhir?_getpages=1'],
  ])('%s is %s', (reference, address) => {
    expect(resolveWithin(base, reference)).toBe(address);
  });

  it.each([
    'https://idmp.example.evil.example/fhir/Task/1',
    'https://evil.example/fhir/Task/1',
    'http://idmp.example/fhir/Task/1',
    'https://idmp.example:8443/fhir/Task/1',
    'https://idmp.example/fhir2/Task/1',
    'https://idmp.example/Task/1',
    'https://idmp.example@evil.example/fhir/Task/1',
    '//evil.example/fhir/Task/1',
    '\\\\evil.example\\fhir\\Task/1',
    '/Task/1',
    '../Task/1',
    'Task/../../Task/1',
    '%2E%2E/Task/1',
    'urn:uuid:7d3b1d3e-0000-4b5e-9f5c-000000000001',
    'javascript:alert(1)',
  ])('is not %s', (reference) => {
    expect(resolveWithin(base, reference)).toBeNull();
  });

  it('is any path where the base is a bare host', () => {
    expect(resolveWithin('https://idmp.example', 'Task/1')).toBe('https://idmp.example/Task/1');
    expect(resolveWithin('https://idmp.example', 'https://idmp.example:1/Task/1')).toBeNull();
  });
});

describe('an address for people', () => {
  it.each([
    ['Task/1', 'https://idmp.example/fhir/Task/1'],
    ['https://elsewhere.example/Task/1', 'https://elsewhere.example/Task/1'],
  ])('%s is %s', (reference, address) => {
    expect(resolveAddress('https://idmp.example/fhir', reference)).toBe(address);
  });

  it('is null without an address', () => {
    expect(resolveAddress('https://idmp.example/fhir', 'http://')).toBeNull();
  });
});
