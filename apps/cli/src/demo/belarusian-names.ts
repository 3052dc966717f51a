// Belarusian names for the demo's people, in Belarusian spelling; there is no published list of them to draw from.

/** How a family name ends for her and for him. */
interface Ending {
  female: string;
  male: string;
}

const SAME: Ending = { female: '', male: '' };
const SKI: Ending = { female: 'ая', male: 'і' };
const OU: Ending = { female: 'ова', male: 'оў' };
const AU: Ending = { female: 'ава', male: 'аў' };
const EU: Ending = { female: 'ева', male: 'еў' };
const IN: Ending = { female: 'іна', male: 'ін' };

const withEnding = (ending: Ending, roots: string): [string, Ending][] =>
  roots.split(' ').map((root) => [root, ending]);

export const BELARUSIAN = {
  given: {
    female: (
      'Алена Алеся Аліна Ангеліна Анастасія Арына Вальжына Вера Вераніка Волька Ганна Дар’я Ева Зоя Ірына Кацярына ' +
      'Ксенія Лізавета Людміла Маргарыта Марыя Наталля Ніна Паліна Рагнеда Святлана Таццяна Юлія Яўгенія Ядвіга'
    ).split(' '),
    male: (
      'Алег Алесь Аляксандр Анатоль Андрэй Антон Арцём Багдан Васіль Віктар Віталь Генадзь Глеб Дзмітрый Дзяніс Зміцер ' +
      'Ігар Ілья Канстанцін Кірыл Максім Мікалай Мікіта Мікола Павел Пётр Раман Сяргей Юрась Ян Яўген'
    ).split(' '),
  },
  families: [
    ...withEnding(
      SAME,
      'Авечка Барадзіч Бусел Вайтовіч Гайдук Дудко Жук Зязюля Каваленка Камар Кароль Кузьміч Лапко Лебедзь',
    ),
    ...withEnding(
      SAME,
      'Макарэвіч Мароз Мельнік Навуменка Пташук Рабковіч Савіч Сіняк Станкевіч Трубач Хмара Цыбуля Шамковіч Явар',
    ),
    ...withEnding(SKI, 'Бярозаўск Вішнеўск Гарадзецк Дубоўск Залеск Лясноўск Палонск Сасноўск Тапольск Ясенск'),
    ...withEnding(OU, 'Арл Бабр Васільк Дразд Казл Кузняц Пятр Сакал'),
    ...withEnding(AU, 'Антон Іван Мароз Раман'),
    ...withEnding(EU, 'Андрэ Лебедз Мацве'),
    ...withEnding(IN, 'Кукушк Ластаўк Рабін Шышк'),
  ],
  /** Fathers' names as far as they stand before the ending of the patronymic. */
  fathers: 'Алега Андрэе Антона Васілье Віктара Івана Мікалае Міхайла Паўла Пятро Рамана Сяргее Юр’е'.split(' '),
} as const;
