/** What a tab can do once its code is there. */
export interface Panel {
  readonly root: HTMLElement;
  /** Resolves when the first sample was shown; at once, where there is none. */
  readonly ready: Promise<void>;
  take(file: File): void;
  problem(text: string): void;
  /** Called when another tab opens. */
  leave?(): void;
}
