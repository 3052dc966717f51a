// Founding wishes: the options of found, held against the fields of what is to be made.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { InterfaceLanguage, Organization, User, type Founder, type NewOrganization } from '@haven/identity';
import { checkedText, fieldOf, recordOf, type RecordClass } from '@haven/platform';
import { Fault } from './fault.js';

export interface FoundingWishes {
  /** None when it was founded before, and its admin needs another invitation. */
  organization?: NewOrganization;
  founder: Founder;
}

const OPTIONS = {
  name: { type: 'string' },
  'time-zone': { type: 'string' },
  'admin-name': { type: 'string' },
  'admin-email': { type: 'string' },
  language: { type: 'string', default: InterfaceLanguage.EN },
  'working-days': { type: 'string', default: 'MON,TUE,WED,THU,FRI' },
  'holiday-country': { type: 'string' },
  again: { type: 'boolean', default: false },
} satisfies ParseArgsConfig['options'];

type Texts = Record<Exclude<keyof typeof OPTIONS, 'again'>, string | undefined>;

/** @throws Fault with every option that is missing or wrong */
export function foundingWishes(words: string[]): FoundingWishes {
  const { again, ...texts } = parseArgs({ args: words, options: OPTIONS }).values;
  const wrong: string[] = [];
  const said = saying(texts as Texts, wrong);
  const email = said('admin-email', User, 'email');
  const wishes = again
    ? { founder: { email, name: '' } }
    : {
        founder: { email, name: said('admin-name', User, 'name') },
        organization: {
          name: said('name', Organization, 'name'),
          timeZone: said('time-zone', Organization, 'timeZone'),
          ...(texts['holiday-country'] && {
            holidayCountry: said('holiday-country', Organization, 'holidayCountry'),
          }),
          defaultLanguage: language(texts.language, wrong),
          workingDays: workingDays(texts['working-days'], wrong),
        },
      };
  if (wrong.length > 0) throw new Fault(`found cannot go on:\n${wrong.map((each) => `  ${each}`).join('\n')}`);
  return wishes;
}

/** Reads options as texts of a field, and notes what is wrong with them. */
const saying =
  (texts: Texts, wrong: string[]) =>
  (option: keyof Texts, type: RecordClass, property: string): string => {
    const field = fieldOf(recordOf(type), property);
    const text = texts[option];
    const checked = text === undefined ? undefined : checkedText(text, field);
    if (!checked) wrong.push(`--${option} is missing: ${field.description}`);
    else if (!checked.ok) wrong.push(`--${option}: ${checked.message}`);
    return checked?.ok ? String(checked.value) : '';
  };

function language(text: string, wrong: string[]): InterfaceLanguage {
  const known = Object.values(InterfaceLanguage);
  const found = known.find((each) => each === text.toUpperCase());
  if (!found) wrong.push(`--language: One of ${known.join(', ')}.`);
  return found ?? InterfaceLanguage.EN;
}

function workingDays(text: string, wrong: string[]): string[] {
  const field = fieldOf(recordOf(Organization), 'workingDays');
  const days = [
    ...new Set(
      text
        .toUpperCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  ];
  const refused = days.map((day) => checkedText(day, field)).find(({ ok }) => !ok);
  if (days.length === 0) wrong.push('--working-days: Name one day at least.');
  if (refused && !refused.ok) wrong.push(`--working-days: ${refused.message}`);
  return days;
}
