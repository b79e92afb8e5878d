/** Something the user can mend: shown as one line, without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** Does `act`; what the user has to mend is told with its place before it. */
export function located<T>(where: () => string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${where()}: ${error.message}`) : error;
  }
}
