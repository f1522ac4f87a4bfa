/** Somebody whom the stand-in knows. */
export interface Person {
  passphrase: string;
  /** As the service calls it; who has `ISSUE` can sign. */
  status: 'ISSUE' | 'NO_CERTIFICATE' | 'EXPIRED';
}

/** People by NIK. */
export type People = Record<string, Person>;

/** For trials by hand: one who can sign and two who cannot; everybody else is not registered. */
export const trialPeople: People = {
  '6409021501800001': { passphrase: 'esign-lokal-2026', status: 'ISSUE' },
  '6409021501800002': { passphrase: 'esign-lokal-2026', status: 'NO_CERTIFICATE' },
  '6409021501800003': { passphrase: 'esign-lokal-2026', status: 'EXPIRED' },
};

/** A refusal as the service words it. */
export interface Said {
  status: number;
  body: { error: string; status_code?: number };
}

const said = (status: number, error: string, code?: number): Said => ({
  status,
  body: { error, ...(code === undefined ? {} : { status_code: code }) },
});

/** Why somebody cannot sign with this passphrase; undefined when he can. */
export const objection = (people: People, nik: string, passphrase: string): Said | undefined => {
  const person = Object.hasOwn(people, nik) ? people[nik] : undefined;
  if (!person) return said(400, 'User belum terdaftar', 2011);
  if (person.status === 'NO_CERTIFICATE') return said(400, 'User belum memiliki sertifikat', 2021);
  if (person.status === 'EXPIRED') return said(400, 'Sertifikat sudah kedaluwarsa');
  return person.passphrase === passphrase ? undefined : said(400, 'Passphrase anda salah', 2031);
};

/** Answer to the question how somebody's certificate stands: HTTP 200 whatever it is. */
export const standing = (people: People, nik: string): object => {
  const status = Object.hasOwn(people, nik) ? people[nik]?.status : 'NOT_REGISTERED';
  const codes: Record<string, number> = {
    ISSUE: 1111,
    NOT_REGISTERED: 2011,
    NO_CERTIFICATE: 2021,
    EXPIRED: 2041,
  };
  return { status_code: codes[status ?? ''] ?? 0, message: `Status ${status}`, status };
};
