/**
 * Short and regional spellings of everyday words, as people of Penajam write them (Banjar, Javanese and Bugis words among
 * them), and the word that is meant. Only what has one meaning in complaints.
 */
const spellings = `
jalan: jln jl dalan
yang: yg
sudah: sdh udh udah dah wis wes
belum: blm blum durung
tidak: tdk gak ga nggak ngga enggak ndak kada kd ora mboten tak
dengan: dgn dg
karena: krn krna gara
untuk: utk tuk gasan
saya: sy ulun aku kulo
kami: kmi
pak: bpk bapak
bu: ibu
orang: org urang
sampai: smp sampe smpe
dari: dr
pada: pd
dalam: dlm
kalau: klo kalo klu kl
banyak: bnyk byk
terus: trs
tolong: tlg tulung
mohon: mhn
depan: dpn
dekat: dkt parak
air: banyu
lampu: lmp
malam: mlm
hari: hr
rumah: rmh
warga: wrg
sekolah: sklh
petugas: ptgs
puskesmas: pkm puskes
kecamatan: kec
kelurahan: kel
desa: ds
kantor: ktr kntr
listrik: lstrk setrum
mati: mt
padam: pdm
lubang: lobang
gelap: peteng
lama: lawas
rusak: rsk
banjir: bnjir calap
motor: mtr
mobil: mbl
anak: ank
surat: srt
tanah: tnh
bantuan: bntuan
kartu: krt
uang: duit
minta: mnt
bayar: byr
lalu: lalau
mau: handak
bisa: bs kawa
sekali: banar
bau: baw
sampah: smph ratik
perahu: klotok kelotok ces
selokan: got parit drainase
pungli: pungutanliar
ktp: ktpel ektp
kk: kartukeluarga
`;

const meant = new Map(
  spellings
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [word = '', rest = ''] = line.split(': ');
      return rest.split(' ').map((spelling): [string, string] => [spelling, word]);
    }),
);

/** The word that a short or regional spelling stands for; the word itself where it is none. */
export const spelledOut = (word: string): string => meant.get(word) ?? word;
