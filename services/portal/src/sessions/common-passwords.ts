/**
 * Beginnings of passwords that people guess first: what is common everywhere, in Indonesia, and in an office. Digits and signs around
 * them do not make them better. Written down by hand; a long list would find little more among passwords of ten letters and up.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passw0rd passwords mypassword passwordku passwordsaya kata sandi katasandi katasandiku sandi sandiku rahasia rahasiaku
  rahasiasaya sangatrahasia qwerty qwertyui qwertyuiop qwertyqwerty asdfghjkl asdfasdf asdfqwer zxcvbnm qazwsx qazwsxedc
  letmein welcome welcomeback iloveyou iloveyouu trustno monkey dragon football baseball superman batman pokemon starwars
  administrator admin adminadmin administrasi root toor user username guest test testing tester coba cobacoba demo default
  changeme gantisaya gantisandi secret supersecret sayang sayangku akusayangkamu akucintakamu cintaku cintasejati bismillah
  bismillahirrahmanirrahim alhamdulillah allahuakbar subhanallah assalamualaikum indonesia indonesiaku indonesiaraya merdeka
  merahputih pancasila garuda garudaku jakarta surabaya bandung balikpapan samarinda kalimantan kalimantantimur penajam
  penajampaser penajampaserutara nusantara ibukotanusantara kecamatan kecamatanku kabupaten pemkab pemda pemerintah pelayanan
  pelayananpublik pengaduan aduan aduanku aduanwaru lapor sp4nlapor camat camatwaru petugas pegawai kantor kantorku kantorcamat
  dinas bupati gubernur presiden operator supervisor inspektorat waru kecamatanwaru terserah tidaktahu lupalagi lupasandi
  lupapassword januari februari maret april mei juni juli agustus september oktober november desember senin selasa rabu kamis
  jumat sabtu minggu ramadhan ramadan lebaran idulfitri samsung xiaomi android iphone google facebook instagram whatsapp
  youtube internet komputer computer windows microsoft abcdefghij abcdefghijk abcdefghijkl abcabcabc abcd abc aaa`
    .split(/\s+/)
    .filter(Boolean),
);
