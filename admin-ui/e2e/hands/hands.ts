/**
 * How a person works a page. A journey is written once and done by different hands: mouse, keyboard alone, or a finger.
 * Every pair of hands works what it can reach and nothing else: no script sets a value or a focus.
 */
import type { Locator } from '@playwright/test';
import type { Photo } from '../house/photos';

export interface Hands {
  readonly name: string;
  /** Presses a button, follows a link, chooses an entry of a menu. */
  press(target: Locator): Promise<void>;
  /** Puts this text into a field, in place of what it holds. */
  write(target: Locator, text: string): Promise<void>;
  /** Ticks a checkbox or chooses a radio button. */
  tick(target: Locator): Promise<void>;
  /** Takes the tick out of a checkbox. */
  untick(target: Locator): Promise<void>;
  /** Chooses an option of a list by its words. */
  choose(target: Locator, option: string): Promise<void>;
  /** Chooses files in a file field. */
  attach(target: Locator, files: Photo[]): Promise<void>;
}
