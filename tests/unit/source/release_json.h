// SPDX-License-Identifier: Apache-2.0
// Releases as the API describes them, as text.
#pragma once

#include <QByteArray>

namespace upkeep::test {

// Written with ' for ", which reads better here.
inline QByteArray json(const char* text) {
    return QByteArray(text).replace('\'', '"');
}

inline QByteArray releaseJson(const QByteArray& tag, const QByteArray& more = {}) {
    return json("{'id':1,'tag_name':'") + tag + json("','name':null,'body':null,'draft':false,") +
           json("'prerelease':false,'published_at':'2026-01-01T00:00:00Z','assets':[]") + more +
           '}';
}

inline QByteArray withAsset(const QByteArray& asset) {
    return json("{'id':1,'tag_name':'v1','assets':[{'id':2,'name':'a.tar','size':3") + asset +
           "}]}";
}

} // namespace upkeep::test
