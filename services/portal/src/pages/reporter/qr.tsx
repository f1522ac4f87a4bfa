import type { VNode } from 'preact';
import QRCode from 'qrcode';

/** A QR code as a drawing, made from its matrix. */
export const Qr = ({ text, label }: { text: string; label: string }): VNode => {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const path = Array.from({ length: size * size }, (_, at) => at)
    .filter((at) => data[at])
    .map((at) => `M${(at % size) + 4} ${Math.floor(at / size) + 4}h1v1h-1z`)
    .join('');
  const side = size + 8;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      width="200"
      height="200"
    >
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path d={path} shape-rendering="crispEdges" />
    </svg>
  );
};
