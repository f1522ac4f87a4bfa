const objectsOf = (text: string): string[] => {
  const shown = text.replaceAll(/[^\w .,-]/g, '');
  const content = `BT /F1 12 Tf 60 760 Td (${shown}) Tj ET`;
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
};

/** A PDF of one page with a line of text on it, for specs that need one to be signed. */
export const samplePdf = (text: string): Buffer => {
  let pdf = '%PDF-1.4\n';
  const places: number[] = [];
  objectsOf(text).forEach((object, index) => {
    places.push(pdf.length);
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const table = pdf.length;
  const size = places.length + 1;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`);
  pdf += `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`;
  pdf += `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(pdf, 'latin1');
};
