// SPDX-License-Identifier: Apache-2.0
#include "manifest/schema_check.h"

#include "manifest/schema_texts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace upkeep {

namespace {

// The core schema of YAML as far as our documents need it: whole numbers and booleans that are not
// quoted; all else is text.
QJsonValue scalarValue(const YamlNode& node) {
    static const QRegularExpression number(QStringLiteral("\\A-?(0|[1-9][0-9]{0,15})\\z"));
    if (node.quoted)
        return node.text;
    if (node.text == QLatin1String("true") || node.text == QLatin1String("false"))
        return node.text == QLatin1String("true");
    if (number.match(node.text).hasMatch())
        return node.text.toLongLong();
    return node.text;
}

QJsonValue asJson(const YamlNode& node) {
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return QJsonValue(QJsonValue::Null);
    case YamlNode::Kind::Scalar:
        return scalarValue(node);
    case YamlNode::Kind::Sequence: {
        QJsonArray array;
        for (const YamlNode& item : node.items)
            array.append(asJson(item));
        return array;
    }
    case YamlNode::Kind::Mapping:
        break;
    }
    QJsonObject object;
    for (const YamlNode::Member& member : node.members)
        object.insert(member.first.text, asJson(member.second));
    return object;
}

// valijson's path: "<root>", "[update_steps]", "[3]".
const YamlNode* nodeAt(const YamlNode& document, const std::vector<std::string>& path) {
    const YamlNode* node = &document;
    for (const std::string& step : path) {
        if (step.size() < 2 || step.front() != '[')
            continue;
        const QString name = QString::fromStdString(step.substr(1, step.size() - 2));
        const qsizetype index = name.toInt();
        const YamlNode* next = node->isSequence() && index < node->items.size()
                                   ? &node->items[index]
                                   : node->find(name);
        if (!next)
            break;
        node = next;
    }
    return node;
}

std::unique_ptr<valijson::Schema> compile(DocumentSchema schema) {
    const QJsonDocument text = QJsonDocument::fromJson(schemaText(schema).toByteArray());
    const QJsonValue root = text.object();
    auto compiled = std::make_unique<valijson::Schema>();
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::QtJsonAdapter(root), *compiled);
    return compiled;
}

// Compiled once; only read afterwards.
const valijson::Schema& compiledSchema(DocumentSchema schema) {
    static const auto manifest = compile(DocumentSchema::UpdateManifest);
    static const auto product = compile(DocumentSchema::Product);
    return schema == DocumentSchema::Product ? *product : *manifest;
}

// The deepest error says most: the ones above it only repeat that something below is wrong.
Error worst(valijson::ValidationResults& results,
            const YamlNode& document,
            const YamlSource& source) {
    valijson::ValidationResults::Error deepest;
    for (valijson::ValidationResults::Error error; results.popError(error);)
        if (deepest.description.empty() || error.context.size() > deepest.context.size())
            deepest = error;
    return source.at(*nodeAt(document, deepest.context),
                     QStringLiteral("does not fit the schema: %1")
                         .arg(QString::fromStdString(deepest.description)));
}

} // namespace

Result<void>
checkSchema(DocumentSchema schema, const YamlNode& document, const YamlSource& source) {
    try {
        valijson::Validator validator;
        valijson::ValidationResults results;
        const QJsonValue value = asJson(document);
        if (validator.validate(
                compiledSchema(schema), valijson::adapters::QtJsonAdapter(value), &results))
            return {};
        return worst(results, document, source);
    } catch (const std::exception& fault) {
        return Error{ErrorCode::Internal, source.file, QString::fromUtf8(fault.what())};
    }
}

QByteArrayView schemaText(DocumentSchema schema) {
    const char* text =
        schema == DocumentSchema::Product ? productSchemaText : updateManifestSchemaText;
    return QByteArrayView(text, qsizetype(std::strlen(text)));
}

} // namespace upkeep
