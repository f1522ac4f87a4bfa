import { Inject, Injectable } from '@nestjs/common';
import {
  commandContracts,
  DomainError,
  errorText,
  leavesUnknown,
  type CommandDone,
  type SigningFault,
} from '#libs/contracts';
import type { SignRequest } from '#libs/esign';
import { ServiceKit } from '#libs/service';
import { CommandGate, type Given } from '../http/command-gate.js';
import { throttle } from '../http/throttle.js';
import { appearanceOf } from './appearance.js';
import { codeOf, failureOf, faultOfStatus, SigningFailure } from './faults.js';
import type { Esign } from './settings.js';
import { SignedFiles, type KeptFile } from './signed-files.js';
import { SignerNik } from './signer-nik.js';

/** Under this the desk is given the signing service, or undefined where none is configured. */
export const ESIGN = Symbol('signing service');

/** A signer's order to sign a document electronically. */
export interface SigningOrder extends Omit<
  Given,
  'contract' | 'body' | 'kecamatan' | 'complaintId'
> {
  complaintId: string;
  documentId: string;
  /** Given to the signing service once, and to nobody else. */
  passphrase: string;
  /** The signer found out that an earlier try of unknown outcome did not sign. */
  afterUnknown?: true | undefined;
}

interface Begun {
  outcome: 'begun' | 'under-way' | 'unknown' | 'signed' | 'failed';
  fault?: SigningFault;
  attemptId: string;
  sha256: unknown;
  verificationCode?: unknown;
}

/**
 * Electronic signing. The order of things holds whatever is cut off: the announcement is stored, the service asked once, the
 * signed file stored, the signature recorded. A signed file that is found is recorded, and the service not asked again.
 */
@Injectable()
export class SigningDesk {
  private readonly files: SignedFiles;
  private readonly atWork = new Map<string, Promise<CommandDone>>();

  constructor(
    private readonly kit: ServiceKit,
    private readonly gate: CommandGate,
    private readonly niks: SignerNik,
    @Inject(ESIGN) private readonly esign: Esign | undefined,
  ) {
    this.files = new SignedFiles(kit);
  }

  /** Whether this installation can sign electronically. */
  get isOpen(): boolean {
    return this.esign !== undefined;
  }

  /**
   * Signs the document of an approved answer. The same order twice at once is one. Throws DomainError: besides what the
   * decider refuses, `esign-off`, `nik-missing`, and one for each fault of the service; with `signing-outcome-unknown` the
   * document may be signed, with every other one it is not.
   */
  sign(order: SigningOrder): Promise<CommandDone> {
    const id = JSON.stringify([order.actor.id, order.documentId, order.key()]);
    const running = this.atWork.get(id);
    if (running) return running;
    const work = this.run(order).finally(() => this.atWork.delete(id));
    this.atWork.set(id, work);
    return work;
  }

  private async run(order: SigningOrder): Promise<CommandDone> {
    const { actor, complaintId, documentId } = order;
    if (!commandContracts.BeginSigning.roles.some((role) => role === actor.role))
      throw new DomainError('wrong-role', { role: actor.role });
    const kept = await this.files.find(documentId, complaintId);
    if (kept) return this.record(order, kept);
    const esign = this.esign;
    if (!esign) throw new DomainError('esign-off');
    const nik = await this.niks.of(actor.id);
    if (nik === undefined) throw new DomainError('nik-missing');
    await throttle('esign', actor.id);
    await this.requireCertificate(esign, nik);
    const begun = await this.begin(order);
    return this.record(order, await this.signOnce(order, begun, { esign, nik }));
  }

  // Asked before anything is announced: that the service is away or knows nobody is no failed signing.
  private async requireCertificate({ client }: Esign, nik: string): Promise<void> {
    let fault: SigningFault | undefined;
    try {
      fault = faultOfStatus((await client.status(nik)).status);
    } catch (error) {
      fault = failureOf(error).fault;
      // The question signs nothing, so that no answer to it leaves anything unknown.
      if (leavesUnknown(fault)) fault = 'service-down';
    }
    if (fault !== undefined) throw new SigningFailure(fault).refusal;
  }

  private async begin(order: SigningOrder): Promise<Begun> {
    const { documentId, afterUnknown } = order;
    const body = { documentId, ...(afterUnknown ? { afterUnknown } : {}) };
    const done = await this.gate.give({
      ...givenOf(order),
      contract: commandContracts.BeginSigning,
      body,
    });
    const begun = done.result as unknown as Begun;
    switch (begun.outcome) {
      case 'begun':
        return begun;
      case 'under-way':
        throw new DomainError('signing-under-way');
      case 'unknown':
        throw new DomainError('signing-outcome-unknown');
      case 'signed':
        throw new DomainError('document-signed');
      case 'failed':
        throw new DomainError(codeOf(begun.fault));
    }
  }

  private async signOnce(
    order: SigningOrder,
    begun: Begun,
    { esign, nik }: { esign: Esign; nik: string },
  ): Promise<KeptFile> {
    const { documentId, complaintId, passphrase } = order;
    try {
      const prepared = await this.prepare(order, esign, begun).catch(unusable);
      const signed = await esign.client.sign({ nik, passphrase, ...prepared });
      if (!signed.incremental)
        this.kit.logger.warn({ documentId }, 'the signing service wrote the document anew');
      return await this.files.keep(documentId, complaintId, signed.bytes);
    } catch (error) {
      const failure = failureOf(error);
      await this.recordFailure(order, begun.attemptId, failure);
      throw failure.refusal;
    }
  }

  // Nothing is sent before this is done.
  private async prepare(
    { documentId, complaintId }: SigningOrder,
    esign: Esign,
    { sha256, verificationCode }: Begun,
  ): Promise<Pick<SignRequest, 'pdf' | 'appearance' | 'reason'>> {
    const pdf = await this.files.document(documentId, complaintId, sha256);
    const appearance = await appearanceOf(esign, this.kit.config, verificationCode);
    return { pdf, appearance, reason: 'Jawaban atas pengaduan masyarakat' };
  }

  private async record(order: SigningOrder, { fileId, sha256 }: KeptFile): Promise<CommandDone> {
    const body = { method: 'electronic', signedSha256: sha256, fileId };
    try {
      return await this.gate.give({
        ...givenOf(order),
        contract: commandContracts.SignAnswer,
        body,
        // One for each document, so that whoever comes after a crash says the same.
        key: () => `signed-${order.documentId}`,
        seen: () => undefined,
      });
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === 'outcome-unknown' || code === 'unavailable')
        throw new DomainError('signed-not-recorded');
      throw error;
    }
  }

  // Where this fails too, the announcement stands alone and the outcome is unknown after a while: safe, only slower.
  private async recordFailure(
    order: SigningOrder,
    attemptId: string,
    { fault }: SigningFailure,
  ): Promise<void> {
    this.kit.logger.warn({ documentId: order.documentId, attemptId, fault }, 'signing failed');
    try {
      await this.gate.give({
        ...givenOf(order),
        contract: commandContracts.RecordSigningFailure,
        body: { attemptId, fault, reason: errorText(codeOf(fault), 'id') },
        key: () => `failed-${attemptId}`,
        seen: () => undefined,
      });
    } catch (err) {
      this.kit.logger.error({ err, attemptId }, 'a failed signing could not be recorded');
    }
  }
}

// Whatever is wrong with the file, the document is not signed.
const unusable = (): never => {
  throw new SigningFailure('document-unusable');
};

/** What the gate needs of an order; the passphrase and the rest stay here. */
const givenOf = ({ passphrase: _, documentId: __, afterUnknown: ___, ...given }: SigningOrder) =>
  given;
