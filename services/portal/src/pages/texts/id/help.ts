/** Texts of the help pages, in Bahasa Indonesia. */
export const help = {
  title: 'Bantuan',
  lead: 'Pilih peran Anda. Setiap halaman menjelaskan tugas Anda langkah demi langkah.',
  for: (role: string): string => `Bantuan untuk ${role}`,
  back: 'Semua bantuan',
  notFoundThis: 'Tidak menemukan jawabannya?',
  picture: (title: string): string => `Tampilan halaman: ${title}`,
  roles: {
    reporter: 'Pelapor',
    petugas: 'Petugas Pengaduan',
    tim: 'Tim Pengelolaan',
    kasi: 'Kasi/Kasubbag',
    camat: 'Camat',
    inspektorat: 'Inspektorat',
    supervisor: 'Pengawas',
    admin: 'Admin kabupaten',
  },
  pages: {
    reporter: [
      {
        title: 'Menyampaikan pengaduan',
        steps: [
          'Buka Lapor, pilih kecamatan dan jenisnya, lalu ikuti langkahnya. Tidak perlu akun dan tidak dipungut biaya.',
          'Ceritakan apa yang terjadi, di mana dan kapan. Foto membantu, tetapi tidak wajib.',
          'Anda boleh melapor tanpa nama. Kami tetap perlu cara menghubungi Anda bila ada pertanyaan; tanpa itu, jawaban hanya dapat dilihat dengan kode pelacakan.',
          'Periksa isian Anda, lalu kirim. Simpan nomor register dan kode pelacakan yang muncul: kode itu hanya ditampilkan satu kali.',
        ],
      },
      {
        title: 'Mengikuti pengaduan',
        steps: [
          'Buka Lacak, isi nomor register dan kode pelacakan.',
          'Anda melihat langkah yang sudah selesai, batas waktu berikutnya, pertanyaan dari Tim dan jawabannya.',
          'Jawab pertanyaan atau tambahkan keterangan di halaman yang sama.',
          'Setelah jawaban disampaikan, beri tahu kami apakah Anda puas. Bila belum, sebutkan alasannya: pengaduan dibuka lagi pada langkah yang sesuai.',
        ],
      },
      {
        title: 'Memeriksa keaslian dokumen',
        steps: [
          'Pindai kode QR pada Berita Acara atau Jawaban.',
          'Halaman yang terbuka menunjukkan nomor, tanggal dan penanda tangan. Bila berbeda dengan kertasnya, hubungi kantor kecamatan.',
        ],
      },
    ],
    petugas: [
      {
        title: 'Mencatat pengaduan (langkah 1, 5 menit)',
        steps: [
          'Buka Loket. Pilih salurannya dan isi waktu diterima; untuk yang datang langsung waktunya sudah terisi.',
          'Pengaduan tentang Camat atau dugaan korupsi ditandai di formulir: hanya Inspektorat yang akan melihatnya.',
          'Kirim, cetak tanda terima, dan berikan kepada pelapor.',
          'Koneksi terputus? Isian disimpan di peramban ini dan dikirim satu kali setelah tersambung lagi.',
        ],
      },
      {
        title: 'Daftar tunggu dan kotak saran',
        steps: [
          'Beri nomor antrean kepada pengunjung, lalu panggil berikutnya dari Daftar tunggu.',
          'Setiap pembukaan kotak saran dicatat dengan saksi dan jumlah suratnya; lalu setiap surat dicatat sebagai pengaduan.',
        ],
      },
      {
        title: 'Menyampaikan jawaban (langkah 7, 10 menit)',
        steps: [
          'Buka pengaduan yang siap disampaikan dari Antrean.',
          'Catat cara dan waktu penyampaiannya, lalu tanyakan apakah pelapor puas.',
          'Tugas kontak memuat pelapor yang hanya dapat dihubungi lewat telepon, pesan atau surat.',
        ],
      },
    ],
    tim: [
      {
        title: 'Menelaah dan mengklasifikasi (langkah 2, 20 menit)',
        steps: [
          'Ambil pengaduan dari Antrean. Menit kerja dihitung sejak diambil.',
          'Periksa usulan kategori dan kemungkinan pengaduan yang sama. Itu hanya usulan; Anda yang memutuskan.',
          'Pilih jenis, kategori, prioritas dan unit terkait, lalu klasifikasikan.',
          'Kurang jelas? Ajukan pertanyaan kepada pelapor. Bukan wewenang kita? Teruskan. Sudah ada? Tautkan.',
        ],
      },
      {
        title: 'Rapat tindak lanjut (langkah 4, 120 menit)',
        steps: [
          'Jadwalkan rapat beserta agenda dan undangannya.',
          'Sesudahnya catat kehadiran, pembahasan dan keputusan. Bila belum ada keputusan, jadwalkan lagi.',
        ],
      },
    ],
    kasi: [
      {
        title: 'Koordinasi (langkah 3, 60 menit)',
        steps: [
          'Ajukan pertanyaan kepada unit terkait; beberapa unit boleh ditanya sekaligus.',
          'Catat jawaban setiap unit. Unit yang terlambat diingatkan.',
          'Simpulkan koordinasi. Unit yang belum menjawab disebut dalam simpulan.',
        ],
      },
      {
        title: 'Proses penyelesaian (langkah 5, 15 menit)',
        steps: [
          'Tulis konsep jawaban, catat penyelesaiannya, lalu kirim kepada Camat.',
          'Bila dikembalikan, alasannya ada di atas konsep. Perbaiki, lalu kirim lagi.',
        ],
      },
    ],
    camat: [
      {
        title: 'Menandatangani (langkah 6, 15 menit)',
        steps: [
          'Buka Tanda tangan. Yang paling lama menunggu ada di atas.',
          'Baca jawaban. Setujui, atau kembalikan dengan alasan.',
          'Setelah disetujui, dokumen diberi nomor dan ditampilkan. Tanda tangani secara elektronik dengan frasa sandi BSrE, atau cetak, tanda tangani, pindai dan unggah.',
          'Bila hasil tanda tangan elektronik tidak diketahui, periksa dahulu di aplikasi BSrE sebelum mencoba lagi.',
        ],
      },
      {
        title: 'Pelimpahan',
        steps: [
          'Saat berhalangan, limpahkan wewenang kepada Plh. atau Plt. untuk tanggal tertentu dengan nomor surat perintahnya.',
        ],
      },
    ],
    inspektorat: [
      {
        title: 'Pengaduan tersegel',
        steps: [
          'Pengaduan tentang Camat atau dugaan korupsi hanya terlihat oleh Inspektorat.',
          'Anda dapat mengerjakan semua langkahnya, atau membuka segelnya dengan alasan agar kembali ke kecamatan.',
        ],
      },
    ],
    supervisor: [
      {
        title: 'Mengawasi',
        steps: [
          'Antrean dapat disaring menurut kecamatan, langkah dan peran.',
          'Buku register memuat semua pengaduan dan dokumen, termasuk nomor yang dibatalkan beserta alasannya.',
          'Langkah yang diambil petugas yang berhalangan dapat Anda lepaskan dengan alasan.',
        ],
      },
    ],
    admin: [
      {
        title: 'Akun',
        steps: [
          'Buat akun dengan peran dan kecamatannya. Akun yang ditutup langsung tidak dapat dipakai.',
          'Atur ulang kata sandi atau faktor kedua bila petugas kehilangan aksesnya.',
        ],
      },
      {
        title: 'Data pribadi',
        steps: [
          'Penghapusan identitas pelapor tidak dapat dibatalkan; pengaduan dan statistiknya tetap ada.',
        ],
      },
    ],
  },
};
