/**
 * What can be refused, with the HTTP status and the sentence that people read. `{name}` stands for a parameter.
 * One code has one meaning everywhere.
 */
export const errorTexts = {
  invalid: [
    400,
    'Isian belum lengkap atau belum benar. Mohon diperiksa kembali.',
    'The input is incomplete or wrong.',
  ],
  'not-json': [400, 'Isi permintaan bukan JSON yang benar.', 'The body is not valid JSON.'],
  'too-large': [413, 'Isi permintaan terlalu besar.', 'The body is too large.'],
  'event-too-large': [
    413,
    'Isian terlalu panjang untuk disimpan (paling banyak 256 KiB).',
    'The input is too long to be stored (256 KiB at most).',
  ],
  'file-missing': [
    400,
    'Kirimlah satu berkas pada setiap permintaan.',
    'Send exactly one file with each request.',
  ],
  'file-empty': [422, 'Berkas ini kosong.', 'The file is empty.'],
  'file-too-large': [
    413,
    'Berkas terlalu besar; paling besar {megabytes} MB.',
    'The file is too large; {megabytes} MB at most.',
  ],
  'file-type': [
    415,
    'Jenis berkas ini tidak diterima. Pakailah foto JPEG, PNG atau WebP, atau PDF. Foto HEIC: simpan dulu sebagai JPEG.',
    'This type of file is not taken. Use a JPEG, PNG or WebP photo, or a PDF. Save an HEIC photo as JPEG first.',
  ],
  'file-broken': [
    422,
    'Berkas ini rusak atau terpotong. Mohon dibuka dulu, disimpan ulang, lalu dikirim lagi.',
    'The file is broken or cut off. Open it, save it again and send it once more.',
  ],
  'image-too-large': [
    422,
    'Gambar ini terlalu besar ukurannya; paling besar {megapixels} megapiksel.',
    'The picture has too many pixels; {megapixels} megapixels at most.',
  ],
  'pdf-encrypted': [
    422,
    'PDF ini dikunci dengan sandi. Mohon dibuka dulu kuncinya, lalu dikirim lagi.',
    'This PDF is locked by a password. Unlock it and send it again.',
  ],
  'pdf-active': [
    422,
    'PDF ini berisi program atau lampiran. Cetaklah sebagai PDF biasa, lalu kirim lagi.',
    'This PDF holds programs or attachments. Print it to a plain PDF and send that.',
  ],
  'too-many-files': [
    409,
    'Berkas pada pengaduan ini sudah mencapai batas ({limit}).',
    'The complaint has as many files as it may have ({limit}).',
  ],
  'key-missing': [
    400,
    'Header Idempotency-Key wajib ada.',
    'The Idempotency-Key header is required.',
  ],
  'key-reused': [
    422,
    'Idempotency-Key ini sudah dipakai untuk isian lain.',
    'This Idempotency-Key was used for another body.',
  ],
  'if-match-missing': [
    428,
    'Header If-Match wajib ada; ambil ETag dari halaman pengaduan.',
    'The If-Match header is required; take the ETag of the complaint.',
  ],
  'revision-mismatch': [
    409,
    'Pengaduan ini sudah berubah sejak Anda membukanya. Silakan muat ulang.',
    'The complaint has changed since you opened it. Please load it again.',
  ],
  'not-signed-in': [401, 'Silakan masuk terlebih dahulu.', 'Please sign in.'],
  'wrong-credentials': [401, 'Nama pengguna atau kata sandi salah.', 'Wrong login or password.'],
  'wrong-code': [
    401,
    'Kode salah, sudah dipakai, atau sudah lewat waktunya.',
    'The code is wrong, was used before, or has run out.',
  ],
  'second-factor-required': [
    403,
    'Peran Anda wajib memakai kode verifikasi saat masuk. Pasang dulu di halaman profil.',
    'Your role needs a second factor. Set it up on your profile page first.',
  ],
  'no-enrolment': [
    409,
    'Pemasangan kode verifikasi belum dimulai atau sudah terlalu lama. Silakan mulai lagi.',
    'Setting up the second factor was not begun, or too long ago. Please begin again.',
  ],
  'weak-password': [
    422,
    'Kata sandi ini terlalu mudah ditebak. Pakailah kalimat pendek yang hanya Anda yang tahu.',
    'This password is too easy to guess. Use a short sentence that only you know.',
  ],
  'provider-unavailable': [
    503,
    'Layanan akun kabupaten sedang tidak dapat dihubungi. Coba sebentar lagi, atau masuk dengan kata sandi.',
    'The account service of the district cannot be reached. Try again shortly, or sign in with a password.',
  ],
  'sign-in-unfinished': [
    400,
    'Masuk lewat akun kabupaten tidak selesai. Silakan mulai lagi dari halaman masuk.',
    'Signing in by the account of the district was not finished. Please begin again at the sign-in page.',
  ],
  'no-account': [
    403,
    'Belum ada akun Aduan yang terbuka untuk Anda. Mintalah admin kabupaten membuat atau membukanya.',
    'There is no open account for you in Aduan. Ask the admin of the district to make or open it.',
  ],
  'local-only': [
    403,
    'Akun ini hanya dapat masuk dengan nama pengguna dan kata sandi Aduan.',
    'This account signs in with its Aduan login and password only.',
  ],
  'too-many-attempts': [
    429,
    'Terlalu banyak percobaan. Silakan coba lagi dalam {seconds} detik.',
    'Too many attempts. Try again in {seconds} seconds.',
  ],
  'session-needed': [
    401,
    'Sesi sudah berakhir. Silakan masuk lagi.',
    'The session has ended. Please sign in again.',
  ],
  'foreign-form': [
    403,
    'Formulir ini sudah terlalu lama terbuka atau tidak berasal dari halaman ini. Silakan muat ulang halaman, lalu kirim lagi.',
    'This form has been open for too long, or did not come from this page. Load the page again, then send it.',
  ],
  'own-account': [
    409,
    'Akun sendiri tidak dapat ditutup. Mintalah admin lain.',
    'Nobody closes his own account. Ask another admin.',
  ],
  'login-taken': [409, 'Nama pengguna sudah dipakai.', 'This login is taken.'],
  'if-match-malformed': [
    400,
    'Header If-Match tidak benar; pakai ETag dari halaman pengaduan.',
    'The If-Match header is malformed; use the ETag of the complaint.',
  ],
  'key-malformed': [
    400,
    'Idempotency-Key harus 8 sampai 200 karakter ASCII (untuk umum: UUID).',
    'Idempotency-Key must be 8 to 200 ASCII characters (a UUID for the public).',
  ],
  'media-type': [
    415,
    'Isi permintaan harus application/json.',
    'The body must be application/json.',
  ],
  'wrong-role': [
    403,
    'Peran {role} tidak berwenang melakukan tindakan ini.',
    'The role {role} may not do this.',
  ],
  'other-kecamatan': [
    403,
    'Pengaduan ini ditangani kecamatan lain.',
    'This case belongs to another kecamatan.',
  ],
  'unknown-kecamatan': [
    422,
    'Kecamatan {kecamatan} tidak dikenal.',
    'The kecamatan {kecamatan} is not known.',
  ],
  'not-found': [404, 'Tidak ditemukan.', 'Not found.'],
  'not-arrived': [
    503,
    'Pengaduan belum sampai pada tahap ini. Silakan coba sebentar lagi.',
    'The case has not reached this stage yet. Try again shortly.',
  ],
  unavailable: [
    503,
    'Layanan {service} sedang tidak tersedia. Silakan coba lagi.',
    'The service {service} is not available. Try again.',
  ],
  'outcome-unknown': [
    503,
    'Hasilnya belum dapat dipastikan. Silakan ulangi dengan Idempotency-Key yang sama.',
    'The outcome is unknown. Repeat with the same Idempotency-Key.',
  ],
  internal: [500, 'Maaf, terjadi kesalahan pada sistem.', 'Something went wrong in the system.'],
  'wrong-step': [
    409,
    'Tindakan ini tidak sesuai dengan langkah saat ini (langkah {step}).',
    'This does not belong to the present step ({step}).',
  ],
  'case-closed': [409, 'Pengaduan ini sudah selesai.', 'The case is closed.'],
  'case-elsewhere': [
    409,
    'Pengaduan ini sudah diteruskan ke bagian lain.',
    'The case is with another part of the procedure now.',
  ],
  'case-sealed': [
    403,
    'Pengaduan ini hanya ditangani oleh Inspektorat.',
    'This case is reserved to the Inspektorat.',
  ],
  'step-taken': [
    409,
    'Langkah ini sedang dikerjakan pegawai lain. Bila ia berhalangan, mintalah supervisor melepaskannya.',
    'Another officer has taken this step. A supervisor can release it while he is away.',
  ],
  'step-not-taken': [
    409,
    'Langkah ini tidak sedang dikerjakan siapa pun.',
    'Nobody has taken this step.',
  ],
  'already-done': [409, 'Hal ini sudah dilakukan.', 'This has been done already.'],
  'received-in-future': [
    422,
    'Waktu penerimaan tidak boleh melewati saat ini.',
    'The time of receipt must not be in the future.',
  ],
  'received-too-old': [
    422,
    'Waktu penerimaan lebih dari setahun yang lalu.',
    'The time of receipt is more than a year ago.',
  ],
  'time-in-future': [
    422,
    'Waktunya tidak boleh melewati saat ini.',
    'The time must not be in the future.',
  ],
  'time-in-past': [422, 'Waktunya harus setelah saat ini.', 'The time must be in the future.'],
  'period-reversed': [
    422,
    'Waktu selesai tidak boleh mendahului waktu mulai.',
    'The end comes before the beginning.',
  ],
  'channel-not-allowed': [
    403,
    'Kanal {channel} tidak dapat dipakai oleh peran ini.',
    'The channel {channel} is not for this role.',
  ],
  'unknown-village': [
    422,
    'Kelurahan/desa {village} tidak ada di kecamatan ini.',
    'There is no kelurahan or desa {village} in this kecamatan.',
  ],
  'unknown-category': [
    422,
    'Kategori {category} tidak dikenal.',
    'The category {category} is not known.',
  ],
  'unknown-unit': [422, 'Unit {unit} tidak dikenal.', 'The unit {unit} is not known.'],
  'contact-missing': [
    422,
    'Kontak untuk cara menjawab "{replyBy}" belum diisi.',
    'Answering by "{replyBy}" needs a matching contact.',
  ],
  'no-such-request': [404, 'Permintaan itu tidak ditemukan.', 'There is no such request.'],
  'clarification-pending': [
    409,
    'Jawaban pelapor atas pertanyaan Tim masih ditunggu.',
    'An answer of the reporter is still awaited.',
  ],
  'withdrawal-pending': [
    409,
    'Permintaan pencabutan sudah diajukan dan belum diputuskan.',
    'A request to withdraw is there already and has not been decided.',
  ],
  'identity-erased': [
    409,
    'Identitas pelapor sudah dihapus.',
    'The identity of the reporter is erased.',
  ],
  'duplicate-of-itself': [
    422,
    'Pengaduan tidak dapat ditautkan dengan dirinya sendiri.',
    'A complaint cannot be linked to itself.',
  ],
  'duplicate-chain': [
    422,
    'Pengaduan induk sudah ditautkan ke pengaduan lain, atau pengaduan ini sudah menjadi induk.',
    'The other complaint is itself linked to one, or others are linked to this one.',
  ],
  'duplicate-primary-closed': [
    422,
    'Pengaduan induk sudah selesai atau tidak ada di kecamatan ini.',
    'The other complaint is closed or not in this kecamatan.',
  ],
  'case-linked': [
    409,
    'Pengaduan ini ditautkan dengan pengaduan lain dan dijawab bersamanya.',
    'This complaint is linked to another one and answered with it.',
  ],
  'sealed-not-linked': [
    422,
    'Pengaduan yang hanya ditangani oleh Inspektorat tidak dapat ditautkan dengan pengaduan lain.',
    'A case that is reserved to the Inspektorat is not linked to another one.',
  ],
  'short-way-off': [
    422,
    'Jawaban langsung tidak berlaku untuk jenis ini di kecamatan ini.',
    'Answering at once is not allowed for this type in this kecamatan.',
  ],
  'consultation-open': [
    409,
    'Jawaban unit {unit} masih ditunggu.',
    'The unit {unit} is still being asked.',
  ],
  'answers-missing': [
    409,
    'Masih ada unit yang belum menjawab.',
    'Some parties concerned have not answered.',
  ],
  'no-consultation': [
    409,
    'Belum ada unit yang dimintai jawaban.',
    'No party concerned has been asked.',
  ],
  'meeting-open': [409, 'Sudah ada rapat yang dijadwalkan.', 'A meeting is scheduled already.'],
  'no-meeting': [409, 'Tidak ada rapat yang dijadwalkan.', 'No meeting is scheduled.'],
  'meeting-required': [
    422,
    'Rapat wajib untuk jenis ini di kecamatan ini.',
    'A meeting is required for this type in this kecamatan.',
  ],
  'draft-missing': [409, 'Belum ada naskah jawaban.', 'There is no draft of the answer.'],
  'answer-approved': [
    409,
    'Jawaban sudah disetujui; dokumennya harus ditandatangani atau dibatalkan lebih dahulu.',
    'The answer is approved; its document must be signed or discarded first.',
  ],
  'not-the-signer': [
    403,
    'Jawaban hanya dapat ditandatangani oleh pejabat yang menyetujuinya.',
    'Only the signer who approved the answer can sign it.',
  ],
  'document-missing': [
    409,
    'Belum ada dokumen yang bernomor.',
    'There is no numbered document yet.',
  ],
  'document-signed': [409, 'Dokumen sudah ditandatangani.', 'The document is signed already.'],
  'document-not-signed': [409, 'Dokumen belum ditandatangani.', 'The document is not signed yet.'],
  'wrong-document-hash': [
    422,
    'Berkas yang ditandatangani tidak sesuai.',
    'The signed file does not belong to this document.',
  ],
  'signing-under-way': [
    409,
    'Penandatanganan dokumen ini sedang berjalan. Tunggu sebentar, lalu muat ulang halaman.',
    'This document is being signed just now. Wait a moment, then load the page again.',
  ],
  'signing-outcome-unknown': [
    409,
    'Belum diketahui apakah dokumen ini sudah ditandatangani: jawaban layanan BSrE tidak sampai. Periksa riwayat tanda tangan Anda di BSrE atau tanyakan kepada pengelola layanannya, baru kemudian coba lagi atau batalkan dokumen ini.',
    'Nobody knows whether this document was signed: the answer of the BSrE service did not arrive. Look into your signing history at BSrE or ask who runs the service; only then try again or discard the document.',
  ],
  'signed-not-recorded': [
    503,
    'Dokumen sudah ditandatangani dan tersimpan, tetapi pencatatannya belum selesai. Silakan ulangi; BSrE tidak akan dihubungi lagi.',
    'The document is signed and stored, but not recorded yet. Please repeat; BSrE will not be asked again.',
  ],
  'esign-off': [
    409,
    'Tanda tangan elektronik belum disiapkan. Tandatangani di kertas, atau mintalah admin menyiapkannya.',
    'Electronic signing is not set up. Sign on paper, or ask the admin to set it up.',
  ],
  'nik-missing': [
    409,
    'NIK Anda belum tercatat. Isilah di halaman profil; tanda tangan elektronik memerlukannya.',
    'Your NIK is not recorded. Enter it on your profile page; electronic signing needs it.',
  ],
  'wrong-passphrase': [
    422,
    'Passphrase salah. Dokumen belum ditandatangani. Periksa passphrase, lalu coba lagi.',
    'Wrong passphrase. The document is not signed. Check the passphrase and try again.',
  ],
  'certificate-expired': [
    409,
    'Sertifikat elektronik Anda sudah habis masa berlakunya. Dokumen belum ditandatangani. Perpanjang di BSrE, atau tandatangani di kertas.',
    'Your electronic certificate has expired. The document is not signed. Renew it at BSrE, or sign on paper.',
  ],
  'certificate-missing': [
    409,
    'Anda belum memiliki sertifikat elektronik BSrE. Dokumen belum ditandatangani. Ajukan kepada BSrE, atau tandatangani di kertas.',
    'You have no electronic certificate of BSrE. The document is not signed. Apply for one, or sign on paper.',
  ],
  'signer-not-registered': [
    409,
    'NIK Anda belum terdaftar di BSrE. Dokumen belum ditandatangani. Periksa NIK di halaman profil, atau tandatangani di kertas.',
    'Your NIK is not registered at BSrE. The document is not signed. Check the NIK on your profile page, or sign on paper.',
  ],
  'esign-down': [
    503,
    'Layanan tanda tangan elektronik tidak dapat dihubungi. Dokumen belum ditandatangani. Coba lagi nanti, atau tandatangani di kertas.',
    'The signing service cannot be reached. The document is not signed. Try again later, or sign on paper.',
  ],
  'esign-misconfigured': [
    409,
    'Layanan tanda tangan elektronik menolak server ini. Dokumen belum ditandatangani. Mintalah admin memeriksa alamat dan sandi layanannya.',
    'The signing service refuses this server. The document is not signed. Ask the admin to check its address and password.',
  ],
  'esign-refused': [
    409,
    'Layanan tanda tangan elektronik menolak permintaan ini. Dokumen belum ditandatangani. Coba lagi, atau tandatangani di kertas.',
    'The signing service refused. The document is not signed. Try again, or sign on paper.',
  ],
  'document-unusable': [
    409,
    'Berkas dokumen ini tidak ada atau tidak sesuai dengan yang tercatat. Dokumen belum ditandatangani. Hubungi admin.',
    'The file of this document is missing or not the one on record. The document is not signed. Call the admin.',
  ],
  'signed-file-missing': [
    422,
    'Berkas yang ditandatangani belum diunggah.',
    'The signed file has not been uploaded.',
  ],
  'no-delegation': [
    403,
    'Tidak ada penunjukan Plh./Plt. yang berlaku bagi Anda.',
    'There is no delegation (Plh./Plt.) in force for you.',
  ],
  'delegation-overlap': [
    409,
    'Sudah ada penunjukan Plh./Plt. pada masa itu.',
    'There is a delegation in that time already.',
  ],
  'stamp-not-needed': [
    422,
    'Dokumen yang ditandatangani secara elektronik tidak perlu dicap.',
    'An electronic signature is not stamped.',
  ],
  'not-delivered': [409, 'Jawaban belum disampaikan.', 'The answer has not been delivered.'],
  'no-visitor': [409, 'Tidak ada pengunjung yang menunggu.', 'Nobody is waiting.'],
  'visitor-not-called': [
    409,
    'Nomor antrean ini belum dipanggil.',
    'This waiting ticket has not been called.',
  ],
  'box-full': [
    422,
    'Semua lembar dari pembukaan kotak saran ini sudah dicatat.',
    'All slips of this opening have been recorded.',
  ],
} as const satisfies Record<string, readonly [number, string, string]>;
