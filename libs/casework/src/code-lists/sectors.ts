// Data: Sectors: the kinds of help that people ask for and providers give.
import { codeFromRow, defineCodeList, type CodeRow } from './code-list.js';

const rows: readonly CodeRow[] = [
  ['SHELTER', 'Shelter', 'Жильё', 'Житло'],
  ['CASH', 'Cash assistance', 'Денежная помощь', 'Грошова допомога'],
  ['FOOD', 'Food', 'Продукты питания', 'Продукти харчування'],
  ['HOUSEHOLD_ITEMS', 'Clothes and household items', 'Одежда и предметы быта', 'Одяг і предмети побуту'],
  ['HEALTH', 'Health care', 'Медицинская помощь', 'Медична допомога'],
  ['MEDICATION', 'Medication', 'Лекарства', 'Ліки'],
  ['PSYCHOSOCIAL', 'Psychosocial support', 'Психосоциальная поддержка', 'Психосоціальна підтримка'],
  ['ASYLUM', 'Asylum application', 'Ходатайство об убежище', 'Клопотання про притулок'],
  ['PERMITS', 'Residence and work permits', 'Разрешения на проживание и работу', 'Дозволи на проживання та роботу'],
  ['LEGAL_ADVICE', 'Legal advice', 'Юридическая консультация', 'Юридична консультація'],
  ['FAMILY_REUNIFICATION', 'Family reunification', 'Воссоединение семьи', 'Возз’єднання сім’ї'],
  ['REGISTRATION', 'Registration', 'Регистрация', 'Реєстрація'],
  ['PAPERWORK', 'Paperwork and translation', 'Документы и переводы', 'Документи та переклади'],
  ['LANGUAGE_COURSES', 'Language courses', 'Языковые курсы', 'Мовні курси'],
  ['JOB_SEEKING', 'Job seeking', 'Поиск работы', 'Пошук роботи'],
  ['EDUCATION', 'Education', 'Образование', 'Освіта'],
  ['PHYSICAL_PROTECTION', 'Physical protection', 'Физическая защита', 'Фізичний захист'],
  ['ONWARD_TRAVEL', 'Onward travel', 'Дальнейший переезд', 'Подальший переїзд'],
  ['INFORMATION', 'Information', 'Информация', 'Інформація'],
];

/** Used for needs, services and referrals alike, so that what is asked for can be matched with what is offered. */
export const sectors = defineCodeList({
  list: 'sectors',
  title: { en: 'Sectors of help', ru: 'Виды помощи', uk: 'Види допомоги' },
  source: 'Own list, after the services named in inter-agency referral forms',
  checkedOn: '2026-11-23',
  codes: rows.map(codeFromRow),
});
