/** Unlike any other, in this window or another. (`randomUUID` is only there on pages with https.) */
export const randomId = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
