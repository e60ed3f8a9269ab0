/** "SMS no-consent" as "短信（本人不要短信）": the ways that were tried, in order. */
export function triedWords(
  tried: readonly string[],
  word: (group: 'messageChannel' | 'messageWhy', code: string) => string,
  aside: (said: string, beside: string) => string,
): string {
  return tried
    .map((way) => {
      const [channel = '', ...why] = way.split(' ')
      return aside(word('messageChannel', channel), word('messageWhy', why.join(' ')))
    })
    .join(' → ')
}
