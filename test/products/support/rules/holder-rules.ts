import {
  type Rule,
  all,
  authorizations,
  contain,
  count,
  organizations,
  pointsAt,
  products,
  putIn,
  text,
} from './rule.js';

export const organizationNamed: Rule = {
  name: 'Organization.name 1..1, of the holder',
  holds: (task) => all(organizations(task), ({ name }) => text(name)),
  broken: putIn('Organization', 'name'),
};

export const organizationKnown: Rule = {
  name: 'Organization has a name or an identifier (org-1)',
  holds: (task) => all(organizations(task), ({ name, identifier }) => text(name) || count(identifier) > 0),
  broken: (task) => {
    putIn('Organization', 'name')(task);
    putIn('Organization', 'identifier')(task);
  },
};

export const authorizationLinks: Rule[] = [
  {
    name: 'RegulatedAuthorization.subject 1..1, the product',
    holds: (task) =>
      all(
        authorizations(task),
        ({ subject = [] }) => subject.length === 1 && pointsAt(subject[0]?.reference, products(task)),
      ),
    broken: putIn('RegulatedAuthorization', 'subject'),
  },
  {
    name: 'RegulatedAuthorization.holder 1..1, the organization',
    holds: (task) =>
      all(authorizations(task), ({ holder }) => pointsAt(holder?.reference, organizations(task))),
    broken: putIn('RegulatedAuthorization', 'holder'),
  },
  {
    name: 'RegulatedAuthorization.identifier 0..*, each with a value',
    holds: (task) =>
      all(authorizations(task), ({ identifier = [] }) => identifier.every(({ value }) => text(value))),
    broken: putIn('RegulatedAuthorization', 'identifier', [{}]),
  },
];

/** The page of 2025-03 wants both links, and its profiles enforce neither. */
export const authorizationLinksWished: Rule[] = authorizationLinks.map((rule) =>
  rule.name.includes('identifier')
    ? rule
    : { ...rule, name: rule.name.replace('1..1', 'of one, as the page has it:'), enforced: false },
);

export const noAuthorization: Rule = {
  name: 'no RegulatedAuthorization: its input code does not exist',
  holds: (task) => authorizations(task).length === 0,
  broken: (task) => {
    contain({
      resourceType: 'RegulatedAuthorization',
      id: 'authorization',
      subject: [{ reference: '#product' }],
    })(task);
    task.input?.push({
      type: {
        coding: [
          { system: 'http://who-umc.org/idmp/CodeSystem/task-input-type', code: 'regauth-request-resource' },
        ],
      },
      valueReference: { reference: '#authorization' },
    });
  },
};
