// Common passwords: what guessing begins with, in the languages of those who sign in. Digits and signs around a word do not make it rarer.

/** Words; a password is refused when nothing but digits and signs stands around one of them. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `password passwort passwd passphrase pass secret letmein welcome login admin administrator root user guest master default changeme
   change temp temporary test testing tester demo example sample qwerty qwertz azerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm
   iloveyou loveyou lovely love princess dragon monkey sunshine shadow superman batman spiderman pokemon starwars football baseball
   basketball soccer hockey michael jennifer jordan ashley daniel charlie thomas robert william andrew joshua matthew jessica
   nicole michelle amanda maggie ginger pepper cookie chocolate cheese banana orange summer winter spring autumn january february
   march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday
   freedom whatever computer internet google facebook microsoft windows android iphone samsung apple adobe trustno killer hunter
   ranger thunder mustang harley ferrari porsche corvette mercedes hello hellohello nothing access security secure office company
   business manager server database oracle private public money flower butterfly rainbow forever family friends angel angels
   jesus christ heaven blessed liverpool arsenal chelsea barcelona juventus merlin matrix phoenix tigger buster soccer abcabc
   abcdef abcdefg abcdefgh aaaaaa zaqwsx qazwsx qazwsxedc zxcasdqwe asdasd asdfasdf qweqwe qweasd qweasdzxc q1w2e3r4 q1w2e3r4t5
   1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx qwer1234 asdf1234 abcd1234 a1b2c3d4 abc123 p@ssw0rd pa55word passw0rd
   пароль йцукен йцукенг йцукенгшщз фывапролдж фывапр ячсмить привет любовь люблю наташа максим андрей александр сергей дмитрий
   солнышко солнце зайчик котенок медведь спартак динамо россия москва украина україна киев київ беларусь минск мінск мария марина
   пассворд парол админ секрет кохання сонечко слава жизнь счастье мама мамочка папа семья родина свобода хлеб работа начальник
   privet parol lubov natasha andrey sergey maksim dmitry alexander ukraine ukraina moscow moskva russia minsk belarus vilnius
   lietuva polska warszawa slaptazodis haslo kochanie misiek`.split(/\s+/),
);

/** Rows of keys and letters; no part of them makes a password, in either direction. */
export const RUNS: readonly string[] = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  'йцукенгшщзхъфывапролджэячсмитьбю',
];
