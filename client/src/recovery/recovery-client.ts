export interface RecoveryClient {
  /** A new recovery code. It opens nothing before `setRecoveryCode`: the person is to write it down first. */
  newRecoveryCode(): Promise<string>;
  /**
   * From now on this code brings the account key back to a new device, and no other does. Throws `bad_recovery_code`,
   * `no_account_key`.
   */
  setRecoveryCode(code: string, signal?: AbortSignal): Promise<void>;
  /** Since when there is a recovery code; undefined: there is none. */
  recoveryCodeSince(signal?: AbortSignal): Promise<number | undefined>;
  /** What registering this number anew asks for from now on; null: nothing. Throws `weak_pin`. */
  setPin(pin: string | null, signal?: AbortSignal): Promise<void>;
  hasPin(signal?: AbortSignal): Promise<boolean>;
}
