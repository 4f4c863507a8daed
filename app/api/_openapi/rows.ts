import { ROUTE_PERMISSIONS } from "@/app/api/v1/route-permissions";
import { rolesWith } from "@/lib/auth/permissions";
import { METHODS, type Method, type Operation } from "./operation";
import { OPERATIONS } from "./operations";

export interface OperationRow {
  /** As OpenAPI writes it: `/api/v1/accounts/{id}`. */
  path: string;
  method: Method;
  /** `accounts` */
  noun: string;
  operation: Operation;
  /** Who may; null: a link's own token stands for the person. */
  roles: readonly string[] | null;
}

/** The table of routes with who may ask each, by path. */
export function operationRows(): OperationRow[] {
  return Object.entries(OPERATIONS).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      if (operation === undefined) return [];
      const permission = permissionOf(path, method);
      const roles = permission === "set-up link" ? null : rolesWith(permission);
      const noun = path.split("/")[3] ?? "";
      return [{ path: path.replaceAll(/\[(\w+)\]/g, "{$1}"), method, noun, operation, roles }];
    }),
  );
}

function permissionOf(path: string, method: Method) {
  const methods = Object.entries(ROUTE_PERMISSIONS).find(([each]) => each === path)?.[1];
  const permission = methods?.[method];
  if (permission === undefined) throw new Error(`${method} ${path} has no permission.`);
  return permission;
}
