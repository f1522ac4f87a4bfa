/**
 * Errors of libraries whose messages repeat what they were given: a document, a value, the text that could not be parsed.
 * Of them only name and code are told.
 */
const repeating =
  /^(\$?ZodError|SyntaxError|Mongo(Server|BulkWrite|WriteConcern|InvalidArgument|Parse)Error|BSON\w*Error|(Cast|Validat(ion|or)|ObjectExpected|StrictMode|Version)Error)$/;

const address = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/gu;
// A telephone number or NIK; not part of an id, a position or a network address.
const number = /(?<![\w/.-])\+?\d[\d ()-]{7,}\d(?![\w/.-])/gu;
const mostDigits = 8;
const longest = 300;

const cut = '[cut]';
const withoutNumber = (found: string): string =>
  found.replaceAll(/\D/g, '').length > mostDigits ? cut : found;

/**
 * What of an error may be written down outside the sealed store: its message on one line, at most 300 characters, without
 * e-mail addresses and long numbers; nothing of errors whose message repeats data.
 */
export const safeMessage = ({ name, message }: Error): string =>
  repeating.test(name)
    ? cut
    : message
        .replaceAll(/[\p{Cc}\s]+/gu, ' ')
        .slice(0, longest)
        .replaceAll(address, cut)
        .replaceAll(number, withoutNumber);
