/** How a submission came, in words. */
import type { Channel } from '../api/types';

export const CHANNELS: readonly { value: Channel; label: string }[] = [
  { value: 'online', label: 'オンライン' },
  { value: 'paper', label: '紙' },
  { value: 'phone', label: '電話' },
  { value: 'counter', label: '窓口' },
];

export const CHANNEL_NAMES: readonly Channel[] = CHANNELS.map(({ value }) => value);

export function channelName(channel: Channel): string {
  return CHANNELS.find((candidate) => candidate.value === channel)?.label ?? channel;
}

/** Only what did not come as usual is marked. */
export function ChannelChip({ channel }: { channel: Channel }) {
  return channel === 'online' ? null : <span className="chip">{channelName(channel)}</span>;
}
