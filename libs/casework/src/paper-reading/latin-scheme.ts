// The spelling of a Latin name: by which rules the passport brought it there, as far as its issuer, time and letters tell.
import type { SpellingScheme } from '../person-names/person-name.entity.js';

export type Scheme = `${SpellingScheme}`;

/** Longer than this no passport of these countries is valid, so it was issued less than this before it expires. */
const LONGEST_VALIDITY = 10;

/** й as y, and я, ю, е, ё written with y: marks of the rules before ICAO Doc 9303, in which y is ы alone. */
const OLDER_RUSSIAN = /Y[AEOU]|[AEIOUY]Y(<|$)|^Y/;
/** Letters that stand for nothing in any of the passport rules: the name is spelled as its bearer wanted. */
const BY_NO_RULE = /[JQWX]|C(?!H)/;

/**
 * The scheme of a name in a passport, or undefined where the facts do not tell: people may keep an older spelling
 * when they ask for it, and many names are spelled alike under all rules.
 * @param issuer the zone's code of the state whose citizen the bearer is
 * @param name surname and given names as the zone spells them, fillers included
 * @param expiresOn `YYYY-MM-DD`
 */
export function schemeOf(issuer: string, name: string, expiresOn: string | undefined): Scheme | undefined {
  const issuedAfter = expiresOn ? Number(expiresOn.slice(0, 4)) - LONGEST_VALIDITY : 0;
  const parts = name.split('<').filter((part) => part !== '');
  const has = (marks: RegExp) => parts.some((part) => marks.test(part));
  if (issuer === 'RUS') {
    // ц as tc belongs to the rules of 2010 to 2014 alone.
    if (has(/TC(?!H)/) && !has(/[JQWX]/)) return 'RU2010';
    if (has(BY_NO_RULE) || has(OLDER_RUSSIAN)) return undefined;
    return issuedAfter >= 2014 || has(/I[AU]/) ? 'ICAO9303' : undefined;
  }
  if (has(BY_NO_RULE)) return undefined;
  // Within a word ю, я, є, ї and й begin with i under resolution 55, with y under what came before.
  if (issuer === 'UKR') return issuedAfter >= 2010 && !has(/[^Y]Y[AEU]|[AEIOU]Y(<|$)/) ? 'UA2010' : undefined;
  // Belarusian has no letter that is written g but the rare ґ: a g speaks for a spelling from Russian.
  if (issuer === 'BLR') return has(/G/) ? undefined : 'BEL';
  return undefined;
}
