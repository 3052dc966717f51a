// Data: Residence bases: on what ground a person may be in the country where they are.
import { codeFromRow, defineCodeList, type CodeRow } from './code-list.js';

const rows: readonly CodeRow[] = [
  ['VISA_FREE_STAY', 'Visa-free stay', 'Безвизовое пребывание', 'Безвізове перебування'],
  ['TOURIST_VISA', 'Tourist visa', 'Туристическая виза', 'Туристична віза'],
  ['HUMANITARIAN_VISA', 'Humanitarian visa', 'Гуманитарная виза', 'Гуманітарна віза'],
  ['NATIONAL_VISA_D', 'National visa (type D)', 'Национальная виза (категория D)', 'Національна віза (категорія D)'],
  [
    'TEMPORARY_RESIDENCE',
    'Temporary residence permit',
    'Временный вид на жительство',
    'Дозвіл на тимчасове проживання',
  ],
  [
    'HUMANITARIAN_RESIDENCE',
    'Humanitarian residence permit',
    'Гуманитарный вид на жительство',
    'Дозвіл на проживання з гуманітарних підстав',
  ],
  [
    'PERMANENT_RESIDENCE',
    'Permanent residence permit',
    'Постоянный вид на жительство',
    'Дозвіл на постійне проживання',
  ],
  ['ASYLUM_APPLICANT', 'Asylum applicant', 'Ходатайство об убежище подано', 'Клопотання про притулок подано'],
  [
    'REFUGEE_1951',
    'Refugee under the 1951 Convention',
    'Статус беженца по Конвенции 1951 года',
    'Статус біженця за Конвенцією 1951 року',
  ],
  ['SUBSIDIARY_PROTECTION', 'Subsidiary protection', 'Дополнительная защита', 'Додатковий захист'],
  ['TEMPORARY_PROTECTION', 'Temporary protection', 'Временная защита', 'Тимчасовий захист'],
  [
    'TOLERATED',
    'Tolerated stay (removal suspended)',
    'Терпимое пребывание (высылка приостановлена)',
    'Толероване перебування (вислання призупинено)',
  ],
  ['STATELESSNESS', 'Status of stateless person', 'Статус лица без гражданства', 'Статус особи без громадянства'],
  ['CITIZENSHIP', 'Citizenship', 'Гражданство', 'Громадянство'],
  // A person is never "illegal"; what they lack is a paper.
  ['UNDOCUMENTED', 'Without residence papers', 'Без документов на проживание', 'Без документів на проживання'],
];

/**
 * The legal ground only: its state (applied, granted, refused ...) and its days belong to the residence status itself.
 * Each country has its own permits; here they are grouped by what they mean for the person.
 */
export const residenceBases = defineCodeList({
  list: 'residence-bases',
  title: { en: 'Residence bases', ru: 'Основания для пребывания', uk: 'Підстави для перебування' },
  source: 'Own list, after the 1951 Convention, European asylum law and national permits',
  checkedOn: '2026-11-23',
  codes: rows.map(codeFromRow),
});
