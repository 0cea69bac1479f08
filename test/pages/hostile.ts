/** Whatever a target may say to break out of the text that it belongs into. Each sets a flag if it runs. */
const ATTACKS = [
  '<script>window.escaped=1</script>',
  '<img src=x onerror="window.escaped=1">',
  '</style><script>window.escaped=1</script>',
  '</script><script>window.escaped=1</script>',
  '--><svg onload=window.escaped=1>',
  '"><b onmouseover="window.escaped=1">',
  "' autofocus onfocus='window.escaped=1",
  'javascript:window.escaped=1',
  '&lt;script&gt;window.escaped=1&lt;/script&gt;',
  '</title></textarea></details></main><iframe srcdoc="<script>top.escaped=1</script>">',
  '\u202eevil\u2066 \u200f\u061c',
  '\0 \x07\x1b[31m \x7f\x9b',
  '\ud800 alone \udc00',
  'e\u0301\u0301\u0301 \u{e0041} \u3164 \ufeff',
  '{{constructor.constructor("window.escaped=1")()}}',
];

/** The nth hostile text; every eighth of them is 32 KiB long. */
export function hostile(n: number): string {
  const attack = ATTACKS[n % ATTACKS.length] ?? '';
  return n % 8 === 7 ? attack.repeat(Math.ceil(32_768 / attack.length)).slice(0, 32_768) : attack;
}
