# Which part may use which.

fresh
printf '// Looks up.\n\nimport High\n' > Sources/Low/First/Up.swift
rejects "arrows: an import against the arrow" 'Up.swift:3: Low may not import High' arrows

fresh
printf '// Looks elsewhere.\n\n@testable import struct Foundation.Data\n' > Sources/Low/First/Out.swift
rejects "arrows: a module that the table does not name" 'Out.swift:3: Low may not import Foundation' arrows

fresh
printf '// Names no module:\n// import High\n\nlet text = """\n  import High\n  """\n' \
  > Sources/Low/First/Text.swift
accepts "arrows: comments and texts import nothing" arrows

fresh
printf '// Looks back.\n\nlet third = second\n' > Sources/Low/First/Back.swift
rejects "arrows: folders in a circle" 'circle, First → Second → First .*Back.swift:3: names second' arrows
printf '// A member of that name.\n\nlet third = lowest.second\n' > Sources/Low/First/Back.swift
accepts "arrows: a member is no declaration" arrows

# C: headers in include/ are for others, the rest is the part's own.
c_parts () {
  fresh
  mkdir -p Core/include Host
  printf '/* Public. */\n' > Core/include/core.h
  printf '/* Its own. */\n' > Core/inner.h
  printf '/* The core. */\n#include "core.h"\n#include "inner.h"\n' > Core/core.c
  printf '/* A host. */\n#include <core.h>\n#include <stdio.h>\n' > Host/host.c
  printf 'Core Core\nHost Host Core\n' >> scripts/arrows.txt
}
c_parts
accepts "arrows: C parts" arrows
printf '/* A host. */\n#include "../Core/inner.h"\n' > Host/host.c
rejects "arrows: a header that is not for others" "host.c:2: .*inner.h is Core's own" arrows
c_parts
printf '/* Of the host. */\n' > Host/host.h
printf '/* The core. */\n#include "host.h"\n' > Core/core.c
rejects "arrows: an #include against the arrow" 'core.c:2: Core may not include host.h of Host' arrows

fresh
printf 'Gone Sources/Gone\n' >> scripts/arrows.txt
rejects "arrows: a folder that is not there" 'no folder Sources/Gone' arrows
fresh
sed -i 's|^Low .*|Low Sources/Low High|' scripts/arrows.txt
rejects "arrows: a table in a circle" 'a circle: High → Low → High' arrows

# package TARGETS: a Package.swift that keeps the layout's rules
package () {
  cat > Package.swift << END
// swift-tools-version: 6.1
// Two floors.
import PackageDescription

let package = Package(name: "floors", targets: [$1])
END
}
fresh
package '.target(name: "Low"), .target(name: "High", dependencies: ["Low"])'
accepts "arrows: a package" arrows
package '.target(name: "Low"), .target(name: "High")'
rejects "arrows: an import that Package.swift does not list" 'High uses Low, which Package.swift' arrows
package '.target(name: "High"), .target(name: "Low", dependencies: ["High"])'
rejects "arrows: a dependency against the arrow" 'Low may not depend on High' arrows
mkdir -p Sources/New
package '.target(name: "Low"), .target(name: "High", dependencies: ["Low"]), .target(name: "New")'
rejects "arrows: a target without a line" 'no line for the target New' arrows
