/** JSON that is safe to show on a terminal: C1 controls, format characters and lone surrogates are escaped too. */
export function serialise(data: object): string {
  const text = JSON.stringify(data, null, 2);
  return `${text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
