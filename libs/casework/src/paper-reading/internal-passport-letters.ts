// Data: How Russian internal passports spell Cyrillic letters in the zone: one sign for each, so that it can be undone.

/** Rules of the zone of the passport of a citizen of the Russian Federation, in force since July 2011. */
export const CYRILLIC: Readonly<Record<string, string>> = {
  ...{ A: 'А', B: 'Б', V: 'В', G: 'Г', D: 'Д', E: 'Е', 2: 'Ё', J: 'Ж', Z: 'З', I: 'И', Q: 'Й' },
  ...{ K: 'К', L: 'Л', M: 'М', N: 'Н', O: 'О', P: 'П', R: 'Р', S: 'С', T: 'Т', U: 'У', F: 'Ф' },
  ...{ H: 'Х', C: 'Ц', 3: 'Ч', 4: 'Ш', W: 'Щ', X: 'Ъ', Y: 'Ы', 9: 'Ь', 6: 'Э', 7: 'Ю', 8: 'Я' },
};
