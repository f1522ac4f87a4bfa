/**
 * Fills number and code from behind the hash of `/lacak`, where the QR code of the receipt puts them, and takes them out of the
 * address so that no history keeps them. What was typed stays.
 */
export const fillTracked = (): void => {
  const form = document.querySelector('form[action="/lacak"]');
  if (!form || location.hash === '') return;
  const given = new URLSearchParams(location.hash.slice(1));
  const names = { registerNumber: 'nomor', trackingCode: 'kode' };
  for (const [name, key] of Object.entries(names)) {
    const field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    const value = given.get(key);
    if (field?.value === '' && value !== null) field.value = value;
  }
  if (given.has('kode')) history.replaceState(null, '', location.pathname + location.search);
};
