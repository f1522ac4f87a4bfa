import QRCode from 'qrcode';
import type { Appearance } from '#libs/esign';
import { publicAddress, type Config } from '#libs/service';
import type { Esign } from './settings.js';

/** How the signature looks: invisible, or the QR code of the page that verifies the document where the settings give a place. */
export const appearanceOf = async (
  { place, version }: Pick<Esign, 'place' | 'version'>,
  config: Config,
  verificationCode: unknown,
): Promise<Appearance> => {
  if (!place) return { visible: false };
  if (typeof verificationCode !== 'string') return { visible: true, place };
  const address = publicAddress(config, `/v/${encodeURIComponent(verificationCode)}`);
  if (version === 1) return { visible: true, place, linkQr: address };
  const image = await QRCode.toBuffer(address, { type: 'png', margin: 1, width: 400 });
  return { visible: true, place, image };
};
