/** One mailbox in twelve writings, of which people type and paste each for the others. */
export const writings: readonly [what: string, written: string][] = [
  ['as it was listed', 'josé.brown@münchen.example'],
  ['in capital letters', 'JOSÉ.BROWN@MÜNCHEN.EXAMPLE'],
  ['with accents apart', 'jose\u0301.brown@mu\u0308nchen.example'],
  ['without accents', 'jose.brown@munchen.example'],
  ['in letters that look alike', 'jоsе.brоwn@münchen.example'],
  ['with the domain as the name service has it', 'josé.brown@xn--mnchen-3ya.example'],
  ['with a full stop at the end', 'josé.brown@münchen.example.'],
  ['between blanks', ' \u00a0josé.brown@münchen.example \t'],
  ['with what nobody sees', '\ufeffjos\u200bé.bro\u00adwn@münchen\u200d.example'],
  ['in wide letters', 'ｊｏｓé.ｂｒｏｗｎ＠münchen.example'],
  ['as a link', 'mailto:josé.brown@münchen.example?subject=Hello'],
  ['with a name', '"Brown, José" <josé.brown@münchen.example>'],
]

/** One agency in writings that differ in case, spacing or Unicode form. */
export const agencyWritings: readonly string[] = [
  'Children’s Café – Harbour',
  'children’s café – harbour',
  "CHILDREN'S CAFÉ - HARBOUR",
  'Children’s  Café  –  Harbour',
  'Children’s\u00a0Cafe\u0301 – Harbour',
  'Children’s Café–Harbour',
  ' Chil\u00addren’s Café – Har\u200bbour ',
]

/** One reference in such writings. */
export const refWritings: readonly string[] = ['Q7', 'q7', 'Q 7', ' q\u00a07 ', '\uff31\uff17', 'Q\u200b7']
