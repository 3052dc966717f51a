// Data: Specific needs: the UNHCR codes for what makes a person or family more exposed than others.
import { codeFromRow, defineCodeList, type Code, type CodeRow } from './code-list.js';

// A code without a dash is the group of those that begin with it. Labels are Haven's own wording of UNHCR's meaning:
// they name what happened or what is needed, never what the person "is" because of it.
// prettier-ignore
const rows: readonly CodeRow[] = [
  ['CR', 'Child at risk', 'Ребёнок в ситуации риска', 'Дитина в ситуації ризику'],
  ['CR-AF', 'Child associated with armed forces or groups', 'Ребёнок, связанный с вооружёнными силами или группами', 'Дитина, пов’язана зі збройними силами чи групами'],
  ['CR-CC', 'Child who cares for relatives', 'Ребёнок, который ухаживает за близкими', 'Дитина, яка доглядає за близькими'],
  ['CR-CH', 'Child heading a household', 'Ребёнок — глава семьи', 'Дитина — голова сім’ї'],
  ['CR-CL', 'Child in conflict with the law', 'Ребёнок в конфликте с законом', 'Дитина в конфлікті із законом'],
  ['CR-CP', 'Child parent', 'Ребёнок, у которого есть свои дети', 'Дитина, яка має власних дітей'],
  ['CR-CS', 'Child spouse', 'Ребёнок, состоящий в браке', 'Дитина, яка перебуває у шлюбі'],
  ['CR-LO', 'Child in other forms of child labour', 'Ребёнок, вовлечённый в другие формы детского труда', 'Дитина, залучена до інших форм дитячої праці'],
  ['CR-LW', 'Child in the worst forms of child labour', 'Ребёнок, вовлечённый в наихудшие формы детского труда', 'Дитина, залучена до найгірших форм дитячої праці'],
  ['CR-MS', 'Minor spouse', 'Несовершеннолетние муж или жена', 'Неповнолітні чоловік або дружина'],
  ['CR-NE', 'Child at risk of not attending school', 'Ребёнок, который может остаться без школы', 'Дитина, яка може залишитися без школи'],
  ['CR-SE', 'Child with special education needs', 'Ребёнок с особыми образовательными потребностями', 'Дитина з особливими освітніми потребами'],
  ['CR-TP', 'Teenage pregnancy', 'Беременность в подростковом возрасте', 'Вагітність у підлітковому віці'],

  ['SC', 'Unaccompanied or separated child', 'Ребёнок без сопровождения или разлучённый с семьёй', 'Дитина без супроводу або розлучена із сім’єю'],
  ['SC-CH', 'Child-headed household', 'Семья, которую возглавляет ребёнок', 'Сім’я, яку очолює дитина'],
  ['SC-FC', 'Child in foster care', 'Ребёнок в приёмной семье', 'Дитина у прийомній сім’ї'],
  ['SC-IC', 'Child in institutional care', 'Ребёнок на попечении учреждения', 'Дитина під опікою закладу'],
  ['SC-NC', 'Neglected child with extended family', 'Ребёнок у родственников, оставшийся без заботы', 'Дитина в родичів, залишена без піклування'],
  ['SC-SC', 'Separated child', 'Ребёнок, разлучённый с родителями', 'Дитина, розлучена з батьками'],
  ['SC-UC', 'Unaccompanied child', 'Ребёнок без сопровождения', 'Дитина без супроводу'],
  ['SC-UF', 'Child in foster care (earlier code)', 'Ребёнок в приёмной семье (прежний код)', 'Дитина у прийомній сім’ї (попередній код)'],
  ['SC-UM', 'Unaccompanied minor', 'Несовершеннолетний без сопровождения', 'Неповнолітня особа без супроводу'],

  ['WR', 'Woman at risk', 'Женщина в ситуации риска', 'Жінка в ситуації ризику'],
  ['WR-GM', 'Threat of female genital mutilation', 'Угроза калечащей операции на женских половых органах', 'Загроза калічення жіночих статевих органів'],
  ['WR-HR', 'Single woman heading the household', 'Одинокая женщина — глава семьи', 'Самотня жінка — голова сім’ї'],
  ['WR-LC', 'Woman who is breastfeeding', 'Женщина, кормящая грудью', 'Жінка, яка годує грудьми'],
  ['WR-PY', 'In a polygamous marriage or relationship', 'Полигамный брак или отношения', 'Полігамний шлюб або стосунки'],
  ['WR-SF', 'Single woman at risk', 'Одинокая женщина в ситуации риска', 'Самотня жінка в ситуації ризику'],
  ['WR-UW', 'Woman without an adult male relative', 'Женщина без взрослого родственника-мужчины', 'Жінка без дорослого родича-чоловіка'],
  ['WR-WF', 'Woman associated with fighting forces', 'Женщина, связанная с вооружёнными формированиями', 'Жінка, пов’язана зі збройними формуваннями'],
  ['WR-WR', 'Woman at risk, unspecified', 'Женщина в ситуации риска, без уточнения', 'Жінка в ситуації ризику, без уточнення'],

  ['ER', 'Older person at risk', 'Пожилой человек в ситуации риска', 'Літня людина в ситуації ризику'],
  ['ER-FR', 'Older person unable to care for themselves', 'Пожилой человек, который не может заботиться о себе', 'Літня людина, яка не може подбати про себе'],
  ['ER-MC', 'Older person with children', 'Пожилой человек с детьми на попечении', 'Літня людина, яка опікується дітьми'],
  ['ER-NF', 'Single older person', 'Одинокий пожилой человек', 'Самотня літня людина'],
  ['ER-OC', 'Older person without younger relatives', 'Пожилой человек без младших родственников', 'Літня людина без молодших родичів'],
  ['ER-SC', 'Older person with separated children', 'Пожилой человек с детьми, разлучёнными с родителями', 'Літня людина з дітьми, розлученими з батьками'],
  ['ER-UR', 'Single older person without accompanying family', 'Одинокий пожилой человек без родных рядом', 'Самотня літня людина без рідних поруч'],

  ['SP', 'Single parent or caregiver', 'Одинокий родитель или опекун', 'Самотні мати, батько або опікун'],
  ['SP-CG', 'Single caregiver heading the household', 'Глава семьи — одинокий опекун', 'Голова сім’ї — самотній опікун'],
  ['SP-GP', 'Single grandparent heading the household', 'Глава семьи — одинокие бабушка или дедушка', 'Голова сім’ї — самотні бабуся або дідусь'],
  ['SP-PT', 'Single parent heading the household', 'Глава семьи — одинокий родитель', 'Голова сім’ї — самотні мати або батько'],

  ['DS', 'Disability', 'Инвалидность', 'Інвалідність'],
  ['DS-BD', 'Visual impairment, including blindness', 'Нарушение зрения, включая слепоту', 'Порушення зору, зокрема сліпота'],
  ['DS-DF', 'Hearing impairment, including deafness', 'Нарушение слуха, включая глухоту', 'Порушення слуху, зокрема глухота'],
  ['DS-MM', 'Mental disability, moderate', 'Ментальная инвалидность, умеренная', 'Ментальна інвалідність, помірна'],
  ['DS-MS', 'Mental disability, severe', 'Ментальная инвалидность, тяжёлая', 'Ментальна інвалідність, тяжка'],
  ['DS-PM', 'Physical disability, moderate', 'Физическая инвалидность, умеренная', 'Фізична інвалідність, помірна'],
  ['DS-PS', 'Physical disability, severe', 'Физическая инвалидность, тяжёлая', 'Фізична інвалідність, тяжка'],
  ['DS-SD', 'Speech impairment', 'Нарушение речи', 'Порушення мовлення'],

  ['SM', 'Serious medical condition', 'Серьёзное заболевание', 'Серйозне захворювання'],
  ['SM-AD', 'Addiction', 'Зависимость', 'Залежність'],
  ['SM-CC', 'Critical medical condition', 'Критическое состояние здоровья', 'Критичний стан здоров’я'],
  ['SM-CI', 'Chronic illness', 'Хроническое заболевание', 'Хронічне захворювання'],
  ['SM-DP', 'Difficult pregnancy', 'Осложнённая беременность', 'Ускладнена вагітність'],
  ['SM-MI', 'Mental illness', 'Психическое расстройство', 'Психічний розлад'],
  ['SM-MN', 'Malnutrition', 'Недоедание', 'Недоїдання'],
  ['SM-OT', 'Other medical condition', 'Другое заболевание', 'Інше захворювання'],

  ['PG', 'Pregnant or breastfeeding', 'Беременность или кормление грудью', 'Вагітність або годування груддю'],
  ['PG-HR', 'High-risk pregnancy', 'Беременность с высоким риском', 'Вагітність із високим ризиком'],
  ['PG-LC', 'Breastfeeding', 'Кормление грудью', 'Годування груддю'],

  ['FU', 'Family unity', 'Единство семьи', 'Єдність сім’ї'],
  ['FU-FR', 'Family reunification required', 'Нужно воссоединение семьи', 'Потрібне возз’єднання сім’ї'],
  ['FU-TR', 'Family tracing required', 'Нужен розыск родных', 'Потрібен розшук рідних'],

  ['LP', 'Specific legal and physical protection needs', 'Особые потребности в правовой и физической защите', 'Особливі потреби у правовому та фізичному захисті'],
  ['LP-AF', 'Formerly associated with armed forces or groups', 'Связь с вооружёнными силами или группами в прошлом', 'Зв’язок зі збройними силами чи групами в минулому'],
  ['LP-AN', 'Violence, abuse or neglect', 'Насилие, жестокое обращение или отсутствие заботы', 'Насильство, жорстоке поводження або брак піклування'],
  ['LP-AP', 'Alleged perpetrator', 'Человек, которого подозревают в причинении вреда', 'Людина, яку підозрюють у заподіянні шкоди'],
  ['LP-BN', 'Unmet basic needs', 'Не удовлетворены основные потребности', 'Не задоволено основні потреби'],
  ['LP-CR', 'Criminal record', 'Судимость', 'Судимість'],
  ['LP-DA', 'Detained in the country of asylum', 'Содержание под стражей в стране убежища', 'Тримання під вартою в країні притулку'],
  ['LP-DN', 'Currently detained in the country of asylum', 'Сейчас под стражей в стране убежища', 'Зараз під вартою в країні притулку'],
  ['LP-DO', 'Detained in the country of origin', 'Содержание под стражей в стране происхождения', 'Тримання під вартою в країні походження'],
  ['LP-DP', 'Formerly detained in the country of asylum', 'Раньше под стражей в стране убежища', 'Раніше під вартою в країні притулку'],
  ['LP-DT', 'Detained elsewhere', 'Содержание под стражей в другом месте', 'Тримання під вартою в іншому місці'],
  ['LP-ES', 'Excluded or marginalised from society', 'Исключение или вытеснение из общества', 'Виключення або витіснення із суспільства'],
  ['LP-FR', 'Family reunion required', 'Нужно воссоединение с семьёй', 'Потрібне возз’єднання із сім’єю'],
  ['LP-IH', 'In hiding', 'Приходится скрываться', 'Доводиться переховуватися'],
  ['LP-LS', 'No prospect of a durable solution', 'Нет перспективы долговременного решения', 'Немає перспективи довготривалого рішення'],
  ['LP-MD', 'Multiple displacements', 'Неоднократное вынужденное перемещение', 'Неодноразове вимушене переміщення'],
  ['LP-MM', 'Mixed marriage', 'Смешанный брак', 'Змішаний шлюб'],
  ['LP-MS', 'Marginalised from society or community', 'Вытеснение из общества или общины', 'Витіснення із суспільства або громади'],
  ['LP-NA', 'No access to services', 'Нет доступа к услугам', 'Немає доступу до послуг'],
  ['LP-ND', 'No legal documentation', 'Нет юридически действительных документов', 'Немає юридично чинних документів'],
  ['LP-PV', 'Vulnerability related to a durable solution', 'Уязвимость, связанная с долговременным решением', 'Вразливість, пов’язана з довготривалим рішенням'],
  ['LP-RD', 'At risk of removal', 'Риск выдворения', 'Ризик видворення'],
  ['LP-RP', 'At risk due to profile', 'Риск, связанный с личностью или деятельностью', 'Ризик, пов’язаний з особою або діяльністю'],
  ['LP-RR', 'At risk of refoulement', 'Риск высылки туда, где грозит преследование', 'Ризик вислання туди, де загрожує переслідування'],
  ['LP-ST', 'Security threat to staff or others', 'Угроза безопасности сотрудников или других людей', 'Загроза безпеці працівників або інших людей'],
  ['LP-TA', 'Survivor of torture or violence in the country of asylum', 'Пережитые пытки или насилие в стране убежища', 'Пережиті катування або насильство в країні притулку'],
  ['LP-TC', 'Tracing required', 'Нужен розыск', 'Потрібен розшук'],
  ['LP-TD', 'At risk of deportation', 'Риск депортации', 'Ризик депортації'],
  ['LP-TO', 'Survivor of torture or violence in the home country', 'Пережитые пытки или насилие на родине', 'Пережиті катування або насильство на батьківщині'],
  ['LP-TR', 'At risk of refoulement (earlier code)', 'Риск высылки туда, где грозит преследование (прежний код)', 'Ризик вислання туди, де загрожує переслідування (попередній код)'],
  ['LP-UP', 'Urgent need of physical protection', 'Срочно нужна физическая защита', 'Терміново потрібен фізичний захист'],
  ['LP-VA', 'Survivor of domestic or sexual and gender-based violence in asylum', 'Пережитое домашнее, сексуальное или гендерное насилие в стране убежища', 'Пережите домашнє, сексуальне або гендерно зумовлене насильство в країні притулку'],
  ['LP-VF', 'Survivor of domestic or sexual and gender-based violence during flight', 'Пережитое домашнее, сексуальное или гендерное насилие во время бегства', 'Пережите домашнє, сексуальне або гендерно зумовлене насильство під час втечі'],
  ['LP-VO', 'Survivor of domestic or sexual and gender-based violence in the home country', 'Пережитое домашнее, сексуальное или гендерное насилие на родине', 'Пережите домашнє, сексуальне або гендерно зумовлене насильство на батьківщині'],
  ['LP-VP', 'Alleged perpetrator of violence', 'Человек, которого подозревают в насилии', 'Людина, яку підозрюють у насильстві'],
  ['LP-WP', 'Absence of witness protection', 'Нет защиты свидетелей', 'Немає захисту свідків'],

  ['TR', 'Torture', 'Пытки', 'Катування'],
  ['TR-HO', 'Forced to commit egregious acts', 'Принуждение к совершению жестоких деяний', 'Примушування до вчинення жорстоких діянь'],
  ['TR-PI', 'Psychological or physical impairment due to torture', 'Психические или физические последствия пыток', 'Психічні або фізичні наслідки катувань'],
  ['TR-WV', 'Witness of violence to others', 'Насилие над другими на глазах у человека', 'Насильство над іншими на очах у людини'],

  ['SV', 'Sexual and gender-based violence', 'Сексуальное и гендерное насилие', 'Сексуальне та гендерно зумовлене насильство'],
  ['SV-FM', 'Forced or early marriage', 'Принудительный или ранний брак', 'Примусовий або ранній шлюб'],
  ['SV-GM', 'Female genital mutilation', 'Калечащая операция на женских половых органах', 'Калічення жіночих статевих органів'],
  ['SV-HK', 'Threat of so-called honour killing or violence', 'Угроза убийства или насилия «во имя чести»', 'Загроза вбивства або насильства «в ім’я честі»'],
  ['SV-HP', 'Harmful traditional practices', 'Вредные традиционные практики', 'Шкідливі традиційні практики'],
  ['SV-SS', 'Survival sex', 'Секс ради выживания', 'Секс заради виживання'],
  ['SV-VA', 'Survivor of sexual or gender-based violence in the country of asylum', 'Пережитое сексуальное или гендерное насилие в стране убежища', 'Пережите сексуальне або гендерно зумовлене насильство в країні притулку'],
  ['SV-VF', 'Survivor of sexual or gender-based violence during flight', 'Пережитое сексуальное или гендерное насилие во время бегства', 'Пережите сексуальне або гендерно зумовлене насильство під час втечі'],
  ['SV-VO', 'Survivor of sexual or gender-based violence in the country of origin', 'Пережитое сексуальное или гендерное насилие в стране происхождения', 'Пережите сексуальне або гендерно зумовлене насильство в країні походження'],
];

/** The guidance of 2009 replaced the earlier set; its number gives the year only, so the earlier codes end with it. */
const LAST_DAY_OF_EARLIER_SET = '2009-12-31';

// Codes of the earlier set that the guidance no longer has, found in registration databases long afterwards, and the
// code that says the same today. `null`: none says quite the same, so a person must choose.
// prettier-ignore
const retired: Readonly<Record<string, string | null>> = {
  'CR-CH': 'SC-CH', 'CR-MS': 'CR-CS',
  'SC-NC': null, 'SC-UF': 'SC-FC', 'SC-UM': 'SC-UC',
  'WR-GM': 'SV-GM', 'WR-HR': null, 'WR-PY': null, 'WR-UW': null, 'WR-WF': null,
  'ER-OC': null, 'ER-SC': null, 'ER-UR': 'ER-NF',
  'PG': null, 'PG-HR': 'SM-DP', 'PG-LC': 'WR-LC',
  'LP-DN': 'LP-DA', 'LP-DP': 'LP-DA', 'LP-ES': 'LP-MS', 'LP-FR': 'FU-FR', 'LP-PV': null,
  'LP-TA': null, 'LP-TC': 'FU-TR', 'LP-TD': 'LP-RD', 'LP-TO': null, 'LP-TR': 'LP-RR',
  'LP-UP': null, 'LP-VA': 'SV-VA', 'LP-VF': 'SV-VF', 'LP-VO': 'SV-VO', 'LP-VP': 'LP-AP',
};

/** Places a code in its group, and in its time. */
function placed(code: Code): Code {
  const [group] = code.code.split('-');
  const successor = retired[code.code];
  return {
    ...code,
    ...(group && group !== code.code && { parent: group }),
    ...(successor !== undefined && { validTo: LAST_DAY_OF_EARLIER_SET }),
    ...(successor && { supersededBy: successor }),
  };
}

/**
 * The set is versioned: new editions end codes and add others (the disability codes have been revised since 2009 and
 * are to be added with their own `validFrom` once compared with UNHCR's list). Never reuse or remove a code.
 */
export const specificNeeds = defineCodeList({
  list: 'specific-needs',
  title: { en: 'Specific needs (UNHCR)', ru: 'Особые потребности (УВКБ ООН)', uk: 'Особливі потреби (УВКБ ООН)' },
  source: 'UNHCR guidance IOM/030-FOM/030/2009 and the set before it, as registration systems carry them',
  checkedOn: '2026-11-23',
  codes: rows.map((row) => placed(codeFromRow(row))),
});
