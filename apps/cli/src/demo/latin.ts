// Latin spellings for the demo's people, as the passports of their countries write them. Not for real names: those come from papers.

type Table = Readonly<Record<string, string>>;

/** Letters and what they become; after `^` what they become at the beginning of a word. */
const tableOf = (pairs: string): Table =>
  Object.fromEntries(pairs.split(' ').map((pair) => pair.split('=') as [string, string]));

const CYRILLIC =
  'а=a б=b в=v г=g д=d е=e ж=zh з=z к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh ь= ю=iu я=ia';
const TABLES = {
  ru: tableOf(`${CYRILLIC} ё=e и=i й=i щ=shch ъ=ie ы=y э=e`),
  uk: tableOf(`${CYRILLIC} г=h ґ=g є=ie и=y і=i ї=i й=i щ=shch ’= '= ^є=ye ^ї=yi ^й=y ^ю=yu ^я=ya`),
  be: tableOf(`${CYRILLIC} г=h ё=io і=i й=i ў=u ы=y э=e ’= '=`),
  ka: tableOf(
    'ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=gh ყ=q შ=sh ჩ=ch ც=ts ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h',
  ),
  hy: tableOf(
    'ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p ջ=j ռ=r ս=s վ=v տ=t ր=r ց=ts ւ=v ու=u փ=p ք=k և=ev օ=o ֆ=f ^ե=ye ^ո=vo',
  ),
} as const;

export type Spelling = keyof typeof TABLES;

/** The name in Latin letters, each word with a capital. */
export function inLatin(name: string, spelling: Spelling): string {
  return name
    .split(/([\s-]+)/)
    .map((word) => capital(spelt(word.toLowerCase(), TABLES[spelling])))
    .join('');
}

function spelt(word: string, table: Table): string {
  let latin = '';
  for (let at = 0; at < word.length;) {
    const pair = word.slice(at, at + 2);
    const letters = pair.length === 2 && Object.hasOwn(table, pair) ? pair : word.charAt(at);
    latin += (at === 0 ? table[`^${letters}`] : undefined) ?? table[letters] ?? letters;
    at += letters.length;
  }
  return latin;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
