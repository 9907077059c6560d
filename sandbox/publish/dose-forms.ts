import type { CodeableConcept, Extension } from 'fhir/r5';
import { profileUrl, type Edition } from '../editions/index.js';

/** Codes of EDQM's dose form attributes, without the prefix that 2025's own copy puts before them. */
interface DoseForm {
  basic: string;
  release: string;
  method: string;
  site: string;
}

const DISPLAYS: Record<string, string> = {
  '0005': 'Application',
  '0010': 'Inhalation',
  '0011': 'Injection',
  '0012': 'Insertion',
  '0013': 'Instillation',
  '0014': 'Orodispersion',
  '0017': 'Spraying',
  '0018': 'Sucking',
  '0019': 'Swallowing',
  '0022': 'Cutaneous/Transdermal',
  '0029': 'Nasal',
  '0030': 'Ocular',
  '0031': 'Oral',
  '0032': 'Oromucosal',
  '0033': 'Parenteral',
  '0034': 'Pulmonary',
  '0035': 'Rectal',
  '0036': 'Vaginal',
  '0044': 'Delayed',
  '0045': 'Prolonged',
  '0047': 'Conventional',
  '0051': 'Capsule',
  '0053': 'Granules',
  '0058': 'Lozenge',
  '0061': 'Patch',
  '0066': 'Powder',
  '0068': 'Suppository',
  '0069': 'Tablet',
  '0071': 'Cream',
  '0072': 'Foam',
  '0073': 'Gel',
  '0074': 'Ointment',
  '0080': 'Emulsion',
  '0083': 'Solution',
  '0085': 'Suspension',
};

const SWALLOWED = { method: '0019', site: '0031' };
const ON_THE_SKIN = { method: '0005', site: '0022' };

/** Names of common forms; the first one whose words all occur is taken. */
const BASIC: [RegExp, Omit<DoseForm, 'release'>][] = [
  [/suppositor/, { basic: '0068', method: '0012', site: '0035' }],
  [/patch/, { basic: '0061', ...ON_THE_SKIN }],
  [/orodispersible/, { basic: '0069', method: '0014', site: '0031' }],
  [/tablet|caplet/, { basic: '0069', ...SWALLOWED }],
  [/capsule/, { basic: '0051', ...SWALLOWED }],
  [/lozenge|pastille/, { basic: '0058', method: '0018', site: '0032' }],
  [/granul/, { basic: '0053', ...SWALLOWED }],
  [/cream/, { basic: '0071', ...ON_THE_SKIN }],
  [/ointment/, { basic: '0074', ...ON_THE_SKIN }],
  [/gel\b/, { basic: '0073', ...ON_THE_SKIN }],
  [/foam/, { basic: '0072', ...ON_THE_SKIN }],
  [/inhal/, { basic: '0066', method: '0010', site: '0034' }],
  [/eye|ophthalmic|ocular/, { basic: '0083', method: '0013', site: '0030' }],
  [/nasal/, { basic: '0083', method: '0017', site: '0029' }],
  [/suspension for injection/, { basic: '0085', method: '0011', site: '0033' }],
  [/emulsion for (injection|infusion)/, { basic: '0080', method: '0011', site: '0033' }],
  [/injection|infusion|injectable/, { basic: '0083', method: '0011', site: '0033' }],
  [/suspension/, { basic: '0085', ...SWALLOWED }],
  [/solution|syrup|drops/, { basic: '0083', ...SWALLOWED }],
  [/powder/, { basic: '0066', ...SWALLOWED }],
];

/** EDQM codes of whole forms, for products that carry a code and no text. */
const EDQM_FORMS = new Map<string | undefined, string>(
  Object.entries({
    '10219000': 'tablet',
    '10221000': 'film-coated tablet',
    '10210000': 'capsule',
    '10211000': 'capsule',
    '10105000': 'solution',
    '11201000': 'solution for injection',
    '10502000': 'cream',
    '10504000': 'ointment',
    '10503000': 'gel',
  }),
);

function release(name: string): string {
  if (/prolonged|extended|sustained|slow/.test(name)) return '0045';
  return /gastro-?resistant|delayed|enteric/.test(name) ? '0044' : '0047';
}

/** Returns the form of a request in lower case; empty where the request has none. */
export function doseFormName(concept: CodeableConcept | undefined): string {
  const coding = concept?.coding?.[0];
  const said = concept?.text ?? coding?.display ?? EDQM_FORMS.get(coding?.code) ?? coding?.code ?? '';
  return said.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** The attributes of a form by its name, or undefined where the name is not in our small table. */
function doseFormNamed(name: string): DoseForm | undefined {
  const found = BASIC.find(([words]) => words.test(name));
  return found && { ...found[1], release: release(name) };
}

/**
 * Returns the part of a form that decides about a PhPID: its attributes where they are known, so that a tablet and a
 * film-coated tablet share one (a PhPID ignores the coating).
 */
export function doseFormKey(name: string): string {
  const form = doseFormNamed(name);
  return form ? [form.basic, form.release, form.method, form.site].join('/') : name;
}

/** The dose form extensions of an AdministrableProductDefinition; none where the form is unknown. */
export function doseFormExtensions(edition: Edition, name: string): Extension[] {
  const form = doseFormNamed(name);
  if (!form) return [];
  const parts: [string, string, string][] = [
    ['basic-dose-form', 'BDF', form.basic],
    ['release-characteristics', 'RCA', form.release],
    ['administration-method', 'AME', form.method],
    ['intended-site', 'ISI', form.site],
  ];
  return parts.map(([id, prefix, code]) => ({
    url: profileUrl(edition, id),
    valueCoding: {
      system: edition.systems.doseFormParts,
      code: edition.doseFormPrefixes ? `${prefix}-${code}` : code,
      display: displayOf(edition, code),
    },
  }));
}

function displayOf(edition: Edition, code: string): string {
  // EDQM itself has two sites where 2025's copy had one.
  if (code === '0022' && !edition.doseFormPrefixes) return 'Cutaneous';
  return DISPLAYS[code] ?? code;
}
