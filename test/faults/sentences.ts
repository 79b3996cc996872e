/** What readers write: signs that mean something to HTML, SQL, JSON, forms and regular expressions, of one byte and of four. */
export const sentences: readonly string[] = [
  'Chez nous, à Nantes, ils nichent sous la corniche de l’école. 🐦',
  "L'été d'« hier », c’est « demain » & après-demain : 100 % d'accord !",
  'Elle a dit "jamais", puis "toujours" ; qui croire ?',
  '<b>Bravo</b> & merci.',
  'Trois oiseaux, c’est 3 > 2 & 1 < 2, non ?',
  'Un premier paragraphe.\n\nPuis un second, 👩🏽‍🚀 comprise.',
  'Plus + que = moins ; 50%20, $1, {{nom}} & \\u0041 restent ce qu’ils sont.',
  'Ils partent en août\u00a0: dommage… 👨‍👩‍👧‍👦',
];
