// Data: How cases end: why one was closed, what it changed for the person, why another was not taken on.
import { codeFromRow, defineCodeList, type CodeRow } from './code-list.js';

const SOURCE = 'Own list, after the closure and decline reasons in use among case-management systems';
const CHECKED_ON = '2026-11-23';

const reasons: readonly CodeRow[] = [
  ['GOALS_ACHIEVED', 'The goals of the plan are achieved', 'Цели плана достигнуты', 'Цілей плану досягнуто'],
  [
    'TRANSFERRED',
    'Another organisation has taken over',
    'Работу продолжает другая организация',
    'Роботу продовжує інша організація',
  ],
  ['MOVED_AWAY', 'The person has moved away', 'Переезд в другое место', 'Переїзд до іншого місця'],
  ['RETURNED_HOME', 'The person has gone back home', 'Возвращение на родину', 'Повернення на батьківщину'],
  ['WITHDREW', 'The person no longer wants help', 'Отказ от дальнейшей помощи', 'Відмова від подальшої допомоги'],
  ['LOST_CONTACT', 'Contact is lost', 'Связь потеряна', 'Зв’язок втрачено'],
  ['NO_LONGER_ELIGIBLE', 'No longer eligible', 'Больше нет права на помощь', 'Більше немає права на допомогу'],
  ['NO_FURTHER_HELP', 'No further help is possible', 'Возможности помочь исчерпаны', 'Можливості допомогти вичерпано'],
  ['UNSAFE_TO_CONTINUE', 'Continuing would put someone in danger', 'Продолжать небезопасно', 'Продовжувати небезпечно'],
  ['DIED', 'The person has died', 'Смерть человека', 'Смерть людини'],
  ['DUPLICATE', 'Opened twice or by mistake', 'Открыто повторно или по ошибке', 'Відкрито повторно або помилково'],
  ['OTHER', 'Other reason', 'Другая причина', 'Інша причина'],
];

const outcomes: readonly CodeRow[] = [
  ['RESOLVED', 'Resolved', 'Решено', 'Вирішено'],
  ['PARTLY_RESOLVED', 'Partly resolved', 'Решено частично', 'Вирішено частково'],
  ['NOT_RESOLVED', 'Not resolved', 'Не решено', 'Не вирішено'],
  ['WORSENED', 'The situation has become worse', 'Положение ухудшилось', 'Становище погіршилося'],
  ['CONTINUES_ELSEWHERE', 'Help continues elsewhere', 'Помощь продолжается в другом месте', 'Допомога триває деінде'],
  ['UNKNOWN', 'Not known', 'Неизвестно', 'Невідомо'],
];

const declines: readonly CodeRow[] = [
  ['OUTSIDE_MANDATE', 'Outside our mandate', 'Не входит в наши задачи', 'Не належить до наших завдань'],
  ['NOT_ELIGIBLE', 'Does not meet the conditions', 'Условия помощи не выполнены', 'Умов допомоги не дотримано'],
  ['OUTSIDE_AREA', 'Outside the area we work in', 'За пределами нашего региона', 'За межами нашого регіону'],
  ['SERVICE_NOT_OFFERED', 'We do not offer this help', 'Такой помощи у нас нет', 'Такої допомоги в нас немає'],
  ['NO_CAPACITY', 'No capacity at present', 'Сейчас нет возможности принять', 'Зараз немає змоги прийняти'],
  [
    'HELPED_ELSEWHERE',
    'Already helped by another organisation',
    'Уже помогает другая организация',
    'Уже допомагає інша організація',
  ],
  ['DUPLICATE', 'A case is already open', 'Дело уже открыто', 'Справу вже відкрито'],
  ['NO_CONSENT', 'Consent was not given', 'Согласие не дано', 'Згоди не надано'],
  ['WITHDREW', 'The person withdrew the request', 'Обращение отозвано', 'Звернення відкликано'],
  ['UNREACHABLE', 'The person could not be reached', 'Не удалось связаться', 'Не вдалося зв’язатися'],
  [
    'IDENTITY_NOT_ESTABLISHED',
    'Who is asking could not be established',
    'Не удалось установить, кто обращается',
    'Не вдалося встановити, хто звертається',
  ],
  ['CONFLICT_OF_INTEREST', 'Conflict of interest', 'Конфликт интересов', 'Конфлікт інтересів'],
  ['SECURITY_CONCERN', 'Security concern', 'Соображения безопасности', 'Міркування безпеки'],
  ['OTHER', 'Other reason', 'Другая причина', 'Інша причина'],
];

/** Why a case was closed. Says nothing about success: that is the outcome's to tell. */
export const closureReasons = defineCodeList({
  list: 'closure-reasons',
  title: { en: 'Reasons for closing a case', ru: 'Причины закрытия дела', uk: 'Причини закриття справи' },
  source: SOURCE,
  checkedOn: CHECKED_ON,
  codes: reasons.map(codeFromRow),
});

/** What has become of the needs that the case was opened for; one axis, so that figures add up. */
export const caseOutcomes = defineCodeList({
  list: 'case-outcomes',
  title: { en: 'Outcomes of a case', ru: 'Итоги дела', uk: 'Підсумки справи' },
  source: SOURCE,
  checkedOn: CHECKED_ON,
  codes: outcomes.map(codeFromRow),
});

/** Why a person who asked for help was not taken on, from intake or after the assessment. */
export const intakeDeclineReasons = defineCodeList({
  list: 'intake-decline-reasons',
  title: { en: 'Reasons for declining', ru: 'Причины отказа в приёме', uk: 'Причини відмови в прийнятті' },
  source: SOURCE,
  checkedOn: CHECKED_ON,
  codes: declines.map(codeFromRow),
});
