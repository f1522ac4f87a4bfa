import type { help as source } from '../id/help.js';

/** The same in English. */
export const help: typeof source = {
  title: 'Help',
  lead: 'Choose what you are. Each page tells your work step by step.',
  for: (role) => `Help for: ${role}`,
  back: 'All help',
  notFoundThis: 'Not the answer you need?',
  picture: (title) => `The page: ${title}`,
  roles: {
    reporter: 'Reporter',
    petugas: 'Complaints officer',
    tim: 'Review team',
    kasi: 'Section head',
    camat: 'Camat',
    inspektorat: 'Inspektorat',
    supervisor: 'Supervisor',
    admin: 'District administrator',
  },
  pages: {
    reporter: [
      {
        title: 'Making a complaint',
        steps: [
          'Open Report, choose the kecamatan and what it is, then follow the steps. You need no account, and it is free.',
          'Tell what happened, where and when. Photos help but are not required.',
          'You may report without a name. We still need a way to reach you for questions; without one the answer can only be seen with the tracking code.',
          'Check what you wrote, then send it. Keep the register number and the tracking code: the code is shown once only.',
        ],
      },
      {
        title: 'Following a complaint',
        steps: [
          'Open Track and enter register number and tracking code.',
          'You see which steps are done, the next deadline, the questions of the team and their answers.',
          'Answer a question or add something on the same page.',
          'Once the answer was delivered, tell us whether you are satisfied. If not, give the reason: the case is opened again at the step that can mend it.',
        ],
      },
      {
        title: 'Checking that a document is genuine',
        steps: [
          'Scan the QR code on the Berita Acara or Jawaban.',
          'The page shows number, date and signer. If they differ from the paper, call the office of the kecamatan.',
        ],
      },
    ],
    petugas: [
      {
        title: 'Recording a complaint (step 1, 5 minutes)',
        steps: [
          'Open Counter. Choose the channel and when it was received; for a visitor the time is filled in.',
          'A complaint about the Camat or an allegation of graft is marked in the form: only the Inspektorat will see it.',
          'Send it, print the receipt and give it to the reporter.',
          'Connection lost? The entry stays in this browser and is sent once when the connection is back.',
        ],
      },
      {
        title: 'Waiting list and suggestion box',
        steps: [
          'Give visitors a number, then call the next one from the waiting list.',
          'Each opening of the box is recorded with witnesses and the number of slips; then each slip is recorded as a complaint.',
        ],
      },
      {
        title: 'Delivering the answer (step 7, 10 minutes)',
        steps: [
          'Open a case that is ready to deliver from the queue.',
          'Record how and when it was delivered, then ask whether the reporter is satisfied.',
          'Contact tasks are reporters who can only be reached by telephone, message or letter.',
        ],
      },
    ],
    tim: [
      {
        title: 'Review and classify (step 2, 20 minutes)',
        steps: [
          'Take a case from the queue. Working minutes count from then.',
          'Look at the suggested category and the possible duplicates. They are suggestions; you decide.',
          'Choose type, category, priority and units, then classify.',
          'Not clear? Ask the reporter. Not ours? Refer it. There already? Link it.',
        ],
      },
      {
        title: 'Meeting on the follow-up (step 4, 120 minutes)',
        steps: [
          'Call the meeting with its agenda and invitations.',
          'Afterwards record attendance, discussion and decisions. If nothing was decided, call another one.',
        ],
      },
    ],
    kasi: [
      {
        title: 'Coordination (step 3, 60 minutes)',
        steps: [
          'Ask the parties concerned; several may be asked at once.',
          'Record what each answered. Those who are late are reminded.',
          'Conclude. Parties that did not answer are named in the conclusion.',
        ],
      },
      {
        title: 'Process the settlement (step 5, 15 minutes)',
        steps: [
          'Write the answer, record the settlement, then send it to the Camat.',
          'If it comes back, the reason is above the draft. Mend it and send it again.',
        ],
      },
    ],
    camat: [
      {
        title: 'Signing (step 6, 15 minutes)',
        steps: [
          'Open To sign. What has waited longest is on top.',
          'Read the answer. Approve it, or return it with a reason.',
          'Once approved the document is numbered and shown. Sign it electronically with your BSrE passphrase, or print, sign, scan and upload it.',
          'If it is not known how an electronic signing ended, look in the application of BSrE before you try again.',
        ],
      },
      {
        title: 'Delegation',
        steps: [
          'When you are away, let an acting officer (Plh. or Plt.) sign for certain days, with the number of the letter.',
        ],
      },
    ],
    inspektorat: [
      {
        title: 'Sealed cases',
        steps: [
          'Complaints about the Camat and allegations of graft are seen by the Inspektorat only.',
          'You can do every step of them, or unseal one with a reason, which gives it back to the kecamatan.',
        ],
      },
    ],
    supervisor: [
      {
        title: 'Supervising',
        steps: [
          'The queue can be filtered by kecamatan, step and role.',
          'The register book has every case and document, voided numbers with their reason.',
          'You may release the step of an absent officer, with a reason.',
        ],
      },
    ],
    admin: [
      {
        title: 'Accounts',
        steps: [
          'Make accounts with role and kecamatan. A closed account stops working at once.',
          'Reset the password or the second factor of an officer who lost access.',
        ],
      },
      {
        title: 'Personal data',
        steps: [
          'Erasing the identity of a reporter cannot be undone; the case and its statistics stay.',
        ],
      },
    ],
  },
};
